/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.bop;

import io.github.vernier.layers.binary.estimator.StepFunction;
import io.github.vernier.layers.binary.estimator.ZeroSign;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** New weights are −1 or +1 with equal probability, by ND4J's generator. */
public final class RandomSigns implements IWeightInit {

    private static final long serialVersionUID = 1;

    /** Creates the initialisation. */
    public RandomSigns() {}

    @Override
    public INDArray init(
            double fanIn, double fanOut, long[] shape, char order, INDArray paramView) {
        INDArray signs = Nd4j.rand(paramView.dataType(), paramView.length()).subi(0.5);
        StepFunction.sign(ZeroSign.PLUS_ONE).apply(signs, signs);
        paramView.assign(signs.reshape(paramView.shape()));
        return paramView.reshape(order, shape);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RandomSigns;
    }

    @Override
    public int hashCode() {
        return RandomSigns.class.hashCode();
    }
}
