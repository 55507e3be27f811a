/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.parameterized.WeightFunction;
import io.github.vernier.layers.parameterized.WeightParameter;
import io.github.vernier.layers.parameterized.WeightParameterization;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A binary weight: {@code W = alpha_o · sign(clamp(standardize(w)))} of a latent weight w, the
 * rectified clamp unit.
 *
 * <p>Parameters: {@code W [nOut, nIn, kH, kW]}, the latent weight, and {@code alpha [nOut]} if the
 * scaling factor is learned; both regularized. Standardization is per filter, the clamp per layer.
 *
 * <p>Gradient, with G = dL/dW and w1 the standardized, w2 the clamped weight:
 *
 * <pre>
 * dL/dalpha_o = Σ_o G · sign(w2)
 * g1 = alpha_o · G · estimator'(w2) · [lower ≤ w1 ≤ upper]
 * dw0 = √2 b* / s_o · (g1 − w0 · Σ_o(g1 w0) / ((n−1) s_o²)),   w0 = w − mean_o,  s_o = √(var_o + ε)
 * dL/dw = dw0 − mean_o(dw0)
 * </pre>
 *
 * <p>Since the bounds enclose zero, τ changes the gradient only, except where alpha is the mean of
 * |w2|.
 *
 * <p>Source: z-hXu/ReCU {@code modules/binarized_modules.py}; Xu et al. 2021 (arXiv 2103.12369).
 *
 * @param estimator the sign and its gradient; the published one is the identity
 * @param standardization what is done to the filters; published {@link Standardization#STANDARDIZE}
 * @param laplaceScale b*, what {@code STANDARDIZE} makes the Laplace scale; published 2
 * @param epsilon what is added to the variance; published 1e-5
 * @param clamp where the weights are clamped; published {@link Clamp#LAPLACE}
 * @param tau the clamp's quantile, in (0.5, 1], 1 for no clamp
 * @param scaling the factor of the filters; published {@link ScalingFactor#LEARNED}
 * @param biasScaling whether it takes the bias with it; published {@link BiasScaling#SCALED}
 */
public record BinaryWeight(
        @JsonProperty("estimator") SignEstimator estimator,
        @JsonProperty("standardization") Standardization standardization,
        @JsonProperty("laplaceScale") double laplaceScale,
        @JsonProperty("epsilon") double epsilon,
        @JsonProperty("clamp") Clamp clamp,
        @JsonProperty("tau") ISchedule tau,
        @JsonProperty("scaling") ScalingFactor scaling,
        @JsonProperty("biasScaling") BiasScaling biasScaling)
        implements WeightParameterization {

    private static final long serialVersionUID = 1;

    /** Key of the latent weight. */
    public static final String LATENT = "W";

    /** Key of the learned scaling factor. */
    public static final String ALPHA = "alpha";

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if laplaceScale or epsilon is not positive, or tau does not
     *     start in (0.5, 1]
     */
    public BinaryWeight {
        Objects.requireNonNull(estimator, "estimator must be given");
        Objects.requireNonNull(standardization, "standardization must be given");
        Objects.requireNonNull(clamp, "clamp must be given");
        Objects.requireNonNull(tau, "tau must be given");
        Objects.requireNonNull(scaling, "scaling must be given");
        Objects.requireNonNull(biasScaling, "biasScaling must be given");
        requirePositive("laplaceScale", laplaceScale);
        requirePositive("epsilon", epsilon);
        ExponentialTau.requireQuantile("tau", tau.valueAt(0, 0));
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    name + " must be positive and finite, but is " + value);
        }
    }

    @Override
    public List<WeightParameter> parameters(WeightShape shape) {
        if (shape.length() > 0 && shape.fanIn() < 2 && standardization != Standardization.NONE) {
            throw new IllegalArgumentException(
                    "Binary weight "
                            + Arrays.toString(shape.toArray())
                            + ": standardization "
                            + standardization
                            + " needs a fan-in (nIn * kH * kW) of at least 2, but it is "
                            + shape.fanIn());
        }
        WeightParameter latent = WeightParameter.regularized(LATENT, shape.toArray());
        return scaling == ScalingFactor.LEARNED
                ? List.of(latent, WeightParameter.regularized(ALPHA, shape.nOut()))
                : List.of(latent);
    }

    @Override
    public void initialize(
            WeightParameter parameter,
            IWeightInit scheme,
            double fanIn,
            double fanOut,
            INDArray view) {
        if (parameter.name().equals(ALPHA)) {
            view.assign(Nd4j.rand(view.dataType(), view.length()));
        } else {
            scheme.init(fanIn, fanOut, parameter.shape(), 'c', view);
        }
    }

    @Override
    public WeightFunction bind(WeightShape shape, DataType type) {
        return new BinaryWeightFunction(this, shape, type);
    }

    /**
     * The clamp's quantile at a moment in training.
     *
     * @param iteration iterations done, from 0
     * @param epoch epochs done, from 0
     * @return τ; 1 without a clamp
     * @throws IllegalArgumentException if the schedule's value is outside (0.5, 1]
     */
    public double tauAt(int iteration, int epoch) {
        return clamp == Clamp.NONE
                ? 1
                : ExponentialTau.requireQuantile(
                        "tau at iteration " + iteration + ", epoch " + epoch,
                        tau.valueAt(iteration, epoch));
    }

    /** Bits of a layer: one for each binary weight, 32 for each other parameter. */
    static long bits(long binaryWeights, long trainableParameters) {
        return binaryWeights + Float.SIZE * (trainableParameters - binaryWeights);
    }

    @Override
    public String toString() {
        return "binary("
                + estimator
                + ", "
                + standardization
                + (clamp == Clamp.NONE ? "" : ", clamp " + clamp + " at " + tau)
                + ", alpha "
                + scaling
                + ")";
    }
}
