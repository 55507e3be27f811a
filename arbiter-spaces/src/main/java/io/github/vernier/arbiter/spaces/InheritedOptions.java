/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.value.PlainValue;
import java.lang.reflect.Field;
import org.deeplearning4j.arbiter.layers.FeedForwardLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** The options that Arbiter's own layer spaces have. */
final class InheritedOptions {

    private InheritedOptions() {}

    /** Makes plain values of all that have only one; see {@link PlainValue#ifSingle}. */
    static void simplify(FeedForwardLayerSpace<?> space) {
        Class<?> type = FeedForwardLayerSpace.class;
        for (; type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == ParameterSpace.class) {
                    simplify(field, space);
                }
            }
        }
    }

    private static void simplify(Field field, FeedForwardLayerSpace<?> space) {
        try {
            field.setAccessible(true);
            field.set(space, PlainValue.ifSingle((ParameterSpace<?>) field.get(space)));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " of Arbiter must be accessible", e);
        }
    }
}
