/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * What a binary input is padded with.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface PadValueOption<T> extends OptionBuilder<T> {

    /**
     * Fixes what the binary input is padded with.
     *
     * @param padValue 0 or 1
     * @return this builder
     */
    default T padValue(double padValue) {
        return option("padValue", Double.class, padValue);
    }

    /**
     * Searches what the binary input is padded with.
     *
     * @param padValue 0 or 1
     * @return this builder
     */
    default T padValue(ParameterSpace<Double> padValue) {
        return option("padValue", Double.class, padValue);
    }
}
