/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import java.util.function.Consumer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An activation function that shows what it sends back. */
final class TappedActivation implements IActivation {

    private static final long serialVersionUID = 1L;

    private final IActivation activation;
    private final transient Consumer<INDArray> tap;

    TappedActivation(IActivation activation, Consumer<INDArray> tap) {
        this.activation = activation;
        this.tap = tap;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return activation.getActivation(in, training);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        Pair<INDArray, INDArray> back = activation.backprop(in, epsilon);
        tap.accept(back.getFirst());
        return back;
    }

    @Override
    public int numParams(int inputSize) {
        return activation.numParams(inputSize);
    }

    /** That of the function, by whose name native helpers choose their code. */
    @Override
    public String toString() {
        return activation.toString();
    }
}
