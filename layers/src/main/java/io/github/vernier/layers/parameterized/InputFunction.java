/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import org.nd4j.linalg.api.ndarray.INDArray;

/** An {@link InputTransform} bound to one layer: x → f(x), and dL/df → dL/dx. */
public interface InputFunction {

    /**
     * Tells the moment in training, before {@link #forward}.
     *
     * @param iteration iterations done, from 0
     * @param epoch epochs done, from 0
     */
    default void at(int iteration, int epoch) {}

    /**
     * Transforms.
     *
     * @param input x, the minibatch in front, C order; not to be changed
     * @param out where f(x) goes, same shape, C order
     * @param training whether for a training step
     */
    void forward(INDArray input, INDArray out, boolean training);

    /**
     * Maps the gradient back, for the last {@link #forward}.
     *
     * @param input what {@link #forward} was given
     * @param gradient dL/df, same shape, C order; becomes dL/dx
     */
    void backprop(INDArray input, INDArray gradient);
}
