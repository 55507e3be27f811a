/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * The size of a factored weight as a share.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface RatioOption<T> extends OptionBuilder<T> {

    /**
     * Fixes the size as a share, in the sense of the layer's own {@code ratio}.
     *
     * @param ratio in (0, 1]
     * @return this builder
     */
    default T ratio(double ratio) {
        return option("ratio", Double.class, ratio);
    }

    /**
     * Searches the size as a share, in the sense of the layer's own {@code ratio}.
     *
     * @param ratio in (0, 1]
     * @return this builder
     */
    default T ratio(ParameterSpace<Double> ratio) {
        return option("ratio", Double.class, ratio);
    }
}
