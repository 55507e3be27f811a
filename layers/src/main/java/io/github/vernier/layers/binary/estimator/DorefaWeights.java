/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * k bits for weights: {@code 2 q(tanh(w) / (2M) + 1/2) − 1} with {@code M = max|tanh(w)|} over the
 * whole array and q of {@link DorefaActivations}; derivative {@code (1 − tanh²(w)) / M}, none
 * through M.
 *
 * <p>Source: DoReFa-Net, arXiv 1606.06160; Larq's {@code DoReFa(mode="weights")}.
 *
 * @param bits k, from 1 to 24
 */
public record DorefaWeights(@JsonProperty("bits") int bits) implements SignEstimator {

    /**
     * Checks the bits.
     *
     * @throws IllegalArgumentException if bits is out of range
     */
    public DorefaWeights {
        Require.bits(bits);
    }

    /** Of an all-zero array the maximum is taken as 1: every weight is then in the middle. */
    private static double largestTanh(INDArray w) {
        double largest = Math.tanh(w.amaxNumber().doubleValue());
        return largest > 0 ? largest : 1;
    }

    @Override
    public INDArray sign(INDArray x, INDArray out, boolean training) {
        double half = 2 * largestTanh(x);
        DorefaActivations quantizer = new DorefaActivations(bits);
        return Loops.map(x, out, w -> 2 * quantizer.sign(Math.tanh(w) / half + 0.5) - 1);
    }

    @Override
    public INDArray backprop(INDArray x, INDArray gradient) {
        double largest = largestTanh(x);
        return Loops.multiply(
                x,
                gradient,
                w -> {
                    double tanh = Math.tanh(w);
                    return (1 - tanh * tanh) / largest;
                });
    }
}
