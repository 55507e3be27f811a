/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.acdc.AcdcConvolution2D;
import io.github.vernier.layers.acdc.AcdcWeight;
import io.github.vernier.layers.acdc.RandomPermutation;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Depthwise convolutions followed by 1x1 convolutions whose kernel is a product of ACDC factors:
 * {@code floor(ratio * nIn * nOut / 2c)} factors of 2c parameters, c = max(nIn, nOut), at least 1
 * and at most 127, and the depthwise weights, {@code kH * kW * nIn}, on top. A 1x1 convolution
 * becomes an ACDC 1x1 convolution alone. The parameters are named {@code pA} and {@code pD}.
 *
 * <p>Where c is odd, which cannot be riffled, the factors are the paper's, without inner riffle,
 * and a permutation drawn from the seed stands between them.
 *
 * <p>From a trained weight, the two parts are its {@linkplain RankOne best rank-1 approximation}
 * for each input channel, and A and D are fitted to the 1x1 part by {@linkplain GradientFit least
 * squares}, starting at 1 but for a common factor. Products of few factors are far from most
 * matrices: expect a residual near 1, and train further.
 *
 * @param iterations steps of the fit
 */
public record AcdcSubstitute(int iterations) implements Substitute {

    private static final int MOST_FACTORS = 127;

    /** Fits in 40 steps. */
    public AcdcSubstitute() {
        this(40);
    }

    /**
     * Checks the number of steps.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public AcdcSubstitute {
        if (iterations < 0) {
            throw new IllegalArgumentException(
                    "iterations must be at least 0, but is " + iterations);
        }
    }

    @Override
    public ConvolutionLayer replace(ConvolutionLayer original, double ratio, long seed) {
        long smaller = Math.min(original.getNIn(), original.getNOut());
        boolean odd = Math.max(original.getNIn(), original.getNOut()) % 2 == 1;
        AcdcConvolution2D.Builder builder =
                new AcdcConvolution2D.Builder(original.getKernelSize())
                        .factors((int) Math.min(MOST_FACTORS, Math.max(1, ratio * smaller / 2)))
                        .nIn(original.getNIn())
                        .nOut(original.getNOut())
                        .hasBias(original.hasBias());
        if (odd) {
            builder.original(true).permutation(new RandomPermutation(seed));
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Layer \""
                            + original.getLayerName()
                            + "\" cannot be replaced. "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public double initialize(
            ConvolutionLayer replacement, INDArray weight, Map<String, INDArray> parameters) {
        AcdcConvolution2D acdc = (AcdcConvolution2D) replacement;
        if (acdc.isPointwiseOnly()) {
            return Residual.of(weight, fit(acdc.getPointwise(), weight, parameters));
        }
        RankOne best = RankOne.of(weight);
        INDArray pointwise = fit(acdc.getPointwise(), best.pointwise(), parameters);
        parameters.get("dW").assign(best.depthwise());
        return Residual.of(weight, new RankOne(best.depthwise(), pointwise).product());
    }

    private INDArray fit(AcdcWeight weight, INDArray target, Map<String, INDArray> parameters) {
        Map<String, INDArray> theta =
                ParameterNames.POINTWISE.of(weight, GradientFit.shape(target), parameters);
        theta.values().forEach(diagonals -> diagonals.assign(1));
        double ratio =
                target.norm2Number().doubleValue()
                        / GradientFit.weight(weight, target, theta).norm2Number().doubleValue();
        theta.get(AcdcWeight.A).muli(Math.pow(ratio, 1.0 / weight.factors()));
        return GradientFit.fit(weight, target, theta, iterations);
    }
}
