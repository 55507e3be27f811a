/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The ordinary weight: one parameter, {@code W}, which is the tensor itself. */
public final class DenseWeight implements WeightParameterization, WeightFunction {

    private static final long serialVersionUID = 1;

    /** Key of the only parameter. */
    public static final String WEIGHT = ConvolutionParamInitializer.WEIGHT_KEY;

    /** Creates the identity. */
    public DenseWeight() {}

    @Override
    public List<WeightParameter> parameters(WeightShape shape) {
        return List.of(WeightParameter.regularized(WEIGHT, shape.toArray()));
    }

    @Override
    public boolean compresses() {
        return false;
    }

    @Override
    public WeightFunction bind(WeightShape shape, DataType type) {
        return this;
    }

    @Override
    public INDArray weight(Map<String, INDArray> theta, INDArray buffer, boolean training) {
        return theta.get(WEIGHT);
    }

    @Override
    public void backprop(
            Map<String, INDArray> theta,
            INDArray weight,
            INDArray weightGradient,
            Map<String, INDArray> gradients) {
        gradients.get(WEIGHT).assign(weightGradient);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DenseWeight;
    }

    @Override
    public int hashCode() {
        return DenseWeight.class.hashCode();
    }

    @Override
    public String toString() {
        return "dense";
    }
}
