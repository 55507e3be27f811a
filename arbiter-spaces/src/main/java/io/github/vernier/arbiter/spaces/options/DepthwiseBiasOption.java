/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * The bias of a depthwise convolution inside another layer.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface DepthwiseBiasOption<T> extends OptionBuilder<T> {

    /**
     * Fixes whether the depthwise convolution has a bias of its own.
     *
     * @param depthwiseBias whether it has one
     * @return this builder
     */
    default T depthwiseBias(boolean depthwiseBias) {
        return option("depthwiseBias", Boolean.class, depthwiseBias);
    }

    /**
     * Searches whether the depthwise convolution has a bias of its own.
     *
     * @param depthwiseBias whether it has one
     * @return this builder
     */
    default T depthwiseBias(ParameterSpace<Boolean> depthwiseBias) {
        return option("depthwiseBias", Boolean.class, depthwiseBias);
    }
}
