/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * The loss of an output layer.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface OutputOptions<T> extends OptionBuilder<T> {

    /**
     * Fixes the loss.
     *
     * @param lossFunction the loss
     * @return this builder
     */
    default T lossFunction(ILossFunction lossFunction) {
        return option("lossFunction", ILossFunction.class, lossFunction);
    }

    /**
     * Searches the loss.
     *
     * @param lossFunction the loss
     * @return this builder
     */
    default T lossFunction(ParameterSpace<ILossFunction> lossFunction) {
        return option("lossFunction", ILossFunction.class, lossFunction);
    }

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
