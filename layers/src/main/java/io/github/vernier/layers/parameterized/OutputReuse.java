/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps a layer's output for its backward pass where the activation function's derivative can be
 * told from the output as well as from the pre-activation: the identity, and ReLU (whose derivative
 * is 1 where the output is positive).
 *
 * <p>The stock layer computes its whole forward pass again in the backward pass to have the
 * pre-activation, a quarter of a training step.
 */
final class OutputReuse {

    private final boolean possible;
    private INDArray output;

    private OutputReuse(boolean possible) {
        this.possible = possible;
    }

    static OutputReuse of(IActivation activation) {
        return new OutputReuse(
                activation instanceof ActivationIdentity
                        || new ActivationReLU().equals(activation));
    }

    boolean isPossible() {
        return possible;
    }

    INDArray keep(boolean training, INDArray activations) {
        output = training && possible ? activations : null;
        return activations;
    }

    /** The output of this iteration's forward pass, once; null if it was not kept. */
    INDArray take() {
        INDArray taken = output;
        output = null;
        return taken;
    }
}
