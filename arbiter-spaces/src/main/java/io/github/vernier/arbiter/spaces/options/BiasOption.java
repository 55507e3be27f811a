/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Whether a layer has a bias.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface BiasOption<T> extends OptionBuilder<T> {

    /**
     * Fixes whether the layer has a bias.
     *
     * @param hasBias whether it has one
     * @return this builder
     */
    default T hasBias(boolean hasBias) {
        return option("hasBias", Boolean.class, hasBias);
    }

    /**
     * Searches whether the layer has a bias.
     *
     * @param hasBias whether it has one
     * @return this builder
     */
    default T hasBias(ParameterSpace<Boolean> hasBias) {
        return option("hasBias", Boolean.class, hasBias);
    }
}
