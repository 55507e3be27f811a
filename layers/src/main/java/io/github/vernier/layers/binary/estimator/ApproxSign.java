/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import io.github.vernier.layers.memory.HostMemory;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Sign; the derivative is that of a piecewise polynomial near it: {@code max(0, 2 − 2|x|)}.
 *
 * <p>Source: Bi-Real Net, arXiv 1808.00278; with sign(0) = +1 Larq's {@code ApproxSign}, with 0
 * ReCU's {@code BinaryQuantize_a} of activations.
 *
 * @param zero the sign of zero
 */
public record ApproxSign(@JsonProperty("zero") ZeroSign zero) implements SteppedEstimator {

    @Override
    public StepFunction steps() {
        return StepFunction.sign(zero);
    }

    @Override
    public double derivative(double x) {
        return Math.max(0, 2 - 2 * Math.abs(x));
    }

    @Override
    public INDArray backprop(INDArray x, INDArray gradient) {
        if (!Loops.onHost(x, gradient)) {
            return SteppedEstimator.super.backprop(x, gradient);
        }
        if (x.dataType() == DataType.FLOAT) {
            FloatBuffer at = HostMemory.floats(x);
            FloatBuffer g = HostMemory.floats(gradient);
            for (int i = 0, n = at.limit(); i < n; i++) {
                g.put(i, g.get(i) * Math.max(0f, 2f - 2f * Math.abs(at.get(i))));
            }
        } else {
            DoubleBuffer at = HostMemory.doubles(x);
            DoubleBuffer g = HostMemory.doubles(gradient);
            for (int i = 0, n = at.limit(); i < n; i++) {
                g.put(i, g.get(i) * Math.max(0, 2 - 2 * Math.abs(at.get(i))));
            }
        }
        return gradient;
    }
}
