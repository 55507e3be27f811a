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
            fused.forward(
                    HostMemory.ints(input),
                    HostMemory.ints(out),
                    examples(input),
                    scaled ? HostMemory.floats(input) : null);
        } else if (scaled) {
            INDArray x = matrix(input);
            deviations = deviations(x);
            estimator.sign(matrix(out).assign(x).diviColumnVector(deviations), out, true);
        } else {
            estimator.sign(input, out, training);
        }
    }
}
