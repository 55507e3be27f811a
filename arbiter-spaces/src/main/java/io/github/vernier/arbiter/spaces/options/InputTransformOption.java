/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import io.github.vernier.layers.parameterized.InputTransform;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * What is done to the input first.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface InputTransformOption<T> extends OptionBuilder<T> {

    /**
     * Fixes what is done to the input first.
     *
     * @param inputTransform what
     * @return this builder
     */
    default T inputTransform(InputTransform inputTransform) {
        return option("inputTransform", InputTransform.class, inputTransform);
    }

    /**
     * Searches what is done to the input first.
     *
     * @param inputTransform what
     * @return this builder
     */
    default T inputTransform(ParameterSpace<InputTransform> inputTransform) {
        return option("inputTransform", InputTransform.class, inputTransform);
    }
}
