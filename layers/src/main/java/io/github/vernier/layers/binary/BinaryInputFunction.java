/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.binary.estimator.ApproxSign;
import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.memory.HostMemory;
import io.github.vernier.layers.parameterized.InputFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A {@link BinaryInput} bound to one layer.
 *
 * <p>Floats in host memory with the published estimator take the fused loops of {@link
 * PolynomialSign}; everything else ND4J's operations.
 */
final class BinaryInputFunction implements InputFunction {

    private final BinaryInput conf;
    private final DataType type;
    private final PolynomialSign fused;

    private SignEstimator estimator;
    private boolean scaled;
    private INDArray deviations;
    private INDArray scaledMemory;

    BinaryInputFunction(BinaryInput conf, DataType type) {
        this.conf = conf;
        this.type = type;
        this.estimator = conf.estimator();
        this.fused =
                conf.estimator() instanceof ApproxSign sign && type == DataType.FLOAT
                        ? new PolynomialSign(sign.zero(), conf.epsilon())
                        : null;
    }

    @Override
    public void at(int iteration, int epoch) {
        estimator = conf.estimator().at(iteration, epoch);
    }

    private boolean isFused(INDArray a, INDArray b) {
        return fused != null && HostMemory.isAccessible(a) && HostMemory.isAccessible(b);
    }

    @Override
    public void forward(INDArray input, INDArray out, boolean training) {
        scaled = training && conf.scaling() == InputScaling.PER_EXAMPLE;
        if (isFused(input, out)) {
            fused.forward(input, out, scaled);
        } else if (scaled) {
            INDArray x = matrix(input);
            deviations = deviations(x);
            matrix(out).assign(x).diviColumnVector(deviations);
            estimator.sign(out, out, true);
        } else {
            estimator.sign(input, out, training);
        }
    }

    @Override
    public void backprop(INDArray input, INDArray gradient) {
        if (isFused(input, gradient)) {
            fused.backprop(input, gradient, scaled);
        } else if (scaled) {
            INDArray x = matrix(input);
            INDArray x0 = scaledMemory(input).assign(input);
            matrix(x0).diviColumnVector(deviations);
            estimator.backprop(x0, gradient);
            throughDeviation(x, matrix(gradient));
        } else {
            estimator.backprop(input, gradient);
        }
    }

    /** g = g / σ − (x − mean) · Σ(g x) / ((M−1) σ³). */
    private void throughDeviation(INDArray x, INDArray g) {
        INDArray shares = g.mul(x).sum(true, 1).divi(x.size(1) - 1);
        INDArray cubes = deviations.mul(deviations).muli(deviations);
        INDArray centered = x.subColumnVector(x.mean(true, 1));
        g.diviColumnVector(deviations).subi(centered.muliColumnVector(shares.divi(cubes)));
    }

    /** √(var + ε) of each example, as a column; kept from the forward to the backward pass. */
    private INDArray deviations(INDArray x) {
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray centered = x.subColumnVector(x.mean(true, 1));
            INDArray squares = centered.muli(centered).sum(true, 1);
            return Transforms.sqrt(squares.divi(x.size(1) - 1).addi(conf.epsilon()), false);
        }
    }

    private INDArray scaledMemory(INDArray like) {
        if (scaledMemory == null || !scaledMemory.equalShapes(like)) {
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                scaledMemory = Nd4j.createUninitialized(type, like.shape(), 'c');
            }
        }
        return scaledMemory;
    }

    private static INDArray matrix(INDArray array) {
        return array.reshape('c', array.size(0), array.length() / array.size(0));
    }
}
