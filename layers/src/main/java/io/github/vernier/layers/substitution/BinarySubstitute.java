/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.binary.BiasScaling;
import io.github.vernier.layers.binary.BinarizedWeight;
import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.binary.BinaryWeight;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Binary convolutions, one for one.
 *
 * <p>A binary layer has as many parameters as the convolution (and alpha) whatever the ratio: what
 * it saves is bits, 1 instead of 32 for each weight. Give the substitution {@code ratio(1)} to
 * replace all, or a budget of {@link io.github.vernier.layers.cost.SizeMeasure#BITS}, which
 * replaces as few convolutions as meet it, the largest first. Published networks leave the first
 * and the last layer in float: {@code keepFirst()}, and {@code keepOutput()} where that is a
 * convolution.
 *
 * <p>A schedule of τ, {@code options -> options.tau(new ExponentialTau(epochs))}, goes by the
 * network's epoch count, which a substitution keeps: {@code setEpochCount(0)} starts it with the
 * training that follows.
 *
 * <p>From a trained weight w the latent weight becomes w, and alpha the least-squares factor of the
 * signs that the layer takes, {@code alpha_o = Σ w · sign(w − mean_o) / n}. The bias stays outside
 * alpha unless the options say otherwise; inside, it is divided by it. The residual is that of the
 * weight; what the sign of the input loses comes on top. Networks whose convolutions follow a ReLU
 * lose most: only 0 and 1 are left. Scaling factors that are not learned have the scale of the
 * standardized weights, not of w.
 *
 * @param options sets the options of each layer's builder
 */
public record BinarySubstitute(UnaryOperator<BinaryConvolution2D.Builder> options)
        implements Substitute {

    /** Checks that there are options. */
    public BinarySubstitute {
        Objects.requireNonNull(options, "options must be given");
    }

    /** With the published options but the bias outside alpha, and no clamp. */
    public BinarySubstitute() {
        this(builder -> builder);
    }

    @Override
    public ConvolutionLayer replace(ConvolutionLayer original, double ratio, long seed) {
        return options.apply(
                        new BinaryConvolution2D.Builder(original.getKernelSize())
                                .biasScaling(BiasScaling.UNSCALED)
                                .nIn(original.getNIn())
                                .nOut(original.getNOut())
                                .hasBias(original.hasBias()))
                .build();
    }

    @Override
    public boolean isScalable() {
        return false;
    }

    @Override
    public double initialize(
            ConvolutionLayer replacement, INDArray weight, Map<String, INDArray> parameters) {
        BinaryWeight conf = ((BinaryConvolution2D) replacement).getParameterization();
        parameters.get(BinaryWeight.LATENT).assign(weight);
        long filters = weight.size(0);
        INDArray w = weight.reshape('c', filters, weight.length() / filters);
        INDArray signs =
                BinarizedWeight.of(conf, parameters, 0, 0).binary().reshape('c', w.shape());
        INDArray alpha = parameters.get(BinaryWeight.ALPHA);
        if (alpha != null) {
            alpha.assign(leastSquares(w, signs));
        }
        INDArray factors = BinarizedWeight.of(conf, parameters, 0, 0).alpha();
        INDArray bias = parameters.get(ConvolutionParamInitializer.BIAS_KEY);
        if (bias != null && conf.biasScaling() == BiasScaling.SCALED) {
            bias.divi(factors.reshape(bias.shape()));
        }
        return Residual.of(w, signs.mulColumnVector(factors.reshape(filters, 1)));
    }

    /** 1 where there is nothing to scale, so that a bias stays what it is. */
    private static INDArray leastSquares(INDArray w, INDArray signs) {
        INDArray fitted = w.mul(signs).mean(1);
        INDArray none = fitted.lte(0).castTo(fitted.dataType());
        return fitted.muli(none.rsub(1)).addi(none);
    }
}
