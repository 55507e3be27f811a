/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An estimator that treats every number alike: the two functions below are all there is to write.
 *
 * <pre>{@code
 * public record Arctangent(double width) implements ScalarSignEstimator {
 *     public double sign(double x) { return ZeroSign.PLUS_ONE.of(x); }
 *     public double derivative(double x) { return 1 / (1 + x * x / (width * width)); }
 * }
 * }</pre>
 *
 * <p>Arrays are done in one loop without copies; the call for each number is the virtual machine's
 * to inline. Estimators for which that matters override the loops.
 */
public interface ScalarSignEstimator extends SignEstimator {

    /**
     * Quantizes a number, as at inference.
     *
     * @param x latent value
     * @return its quantized value
     */
    double sign(double x);

    /**
     * The factor that a gradient gets at a number.
     *
     * @param x latent value
     * @return the estimated d(sign)/dx
     */
    double derivative(double x);

    @Override
    default INDArray sign(INDArray x, INDArray out, boolean training) {
        return Loops.map(x, out, this::sign);
    }

    @Override
    default INDArray backprop(INDArray x, INDArray gradient) {
        return Loops.multiply(x, gradient, this::derivative);
    }
}
