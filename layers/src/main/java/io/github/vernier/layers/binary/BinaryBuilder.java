/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.binary.estimator.ZeroSign;
import java.util.Objects;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The options that builders of binary layers share; their defaults are the published code's
 * (z-hXu/ReCU).
 *
 * @param <T> the builder's own type, for fluent calls
 */
@SuppressWarnings("unchecked")
public interface BinaryBuilder<T extends BinaryBuilder<T>> {

    /**
     * Where the options are kept; not for callers.
     *
     * @return the options
     */
    BinaryOptions binary();

    /**
     * Sets the sign of weights and its gradient (default: {@code Identity}).
     *
     * @param estimator the estimator
     * @return this builder
     */
    default T weightEstimator(SignEstimator estimator) {
        binary().weightEstimator = Objects.requireNonNull(estimator, "estimator must be given");
        return (T) this;
    }

    /**
     * Sets the sign of inputs and its gradient (default: {@code ApproxSign}, Bi-Real's polynomial).
     *
     * @param estimator the estimator
     * @return this builder
     */
    default T inputEstimator(SignEstimator estimator) {
        binary().inputEstimator = Objects.requireNonNull(estimator, "estimator must be given");
        return (T) this;
    }

    /**
     * Leaves the input as it is: binary weights only.
     *
     * @return this builder
     */
    default T floatInput() {
        binary().floatInput = true;
        return (T) this;
    }

    /**
     * Sets sign(0) of the default estimators (default: 0, as published; one bit can only hold +1).
     *
     * @param zero the sign of zero
     * @return this builder
     */
    default T zeroSign(ZeroSign zero) {
        binary().zeroSign = Objects.requireNonNull(zero, "zero must be given");
        return (T) this;
    }

    /**
     * Sets what is done to the filters first (default: {@link Standardization#STANDARDIZE}).
     *
     * @param standardization what
     * @return this builder
     */
    default T standardization(Standardization standardization) {
        binary().standardization = standardization;
        return (T) this;
    }

    /**
     * Sets b*, which the standardized weights' Laplace scale is made (default: 2; weights are then
     * multiplied by {@code 2√2} over their standard deviation).
     *
     * @param scale b*, positive
     * @return this builder
     */
    default T laplaceScale(double scale) {
        binary().laplaceScale = scale;
        return (T) this;
    }

    /**
     * Sets what is added to variances (default: 1e-5).
     *
     * @param epsilon positive
     * @return this builder
     */
    default T epsilon(double epsilon) {
        binary().epsilon = epsilon;
        return (T) this;
    }

    /**
     * Sets where weights are clamped (default: {@link Clamp#LAPLACE}).
     *
     * @param clamp where
     * @return this builder
     */
    default T clamp(Clamp clamp) {
        binary().clamp = clamp;
        return (T) this;
    }

    /**
     * Sets the clamp's quantile in training, by the layer's iteration and epoch (default: 1, no
     * clamp; published: {@code new ExponentialTau(epochs)}).
     *
     * @param tau a schedule with values in (0.5, 1]
     * @return this builder
     */
    default T tau(ISchedule tau) {
        binary().tau = tau;
        return (T) this;
    }

    /**
     * Sets a constant quantile of the clamp.
     *
     * @param tau in (0.5, 1]; 1 is no clamp
     * @return this builder
     */
    default T tau(double tau) {
        return tau(new FixedSchedule(tau));
    }

    /**
     * Sets what filters are multiplied by (default: {@link ScalingFactor#LEARNED}).
     *
     * @param factor what
     * @return this builder
     */
    default T scalingFactor(ScalingFactor factor) {
        binary().scalingFactor = factor;
        return (T) this;
    }

    /**
     * Sets whether the scaling factor takes the bias with it (default: {@link BiasScaling#SCALED}).
     *
     * @param scaling whether
     * @return this builder
     */
    default T biasScaling(BiasScaling scaling) {
        binary().biasScaling = scaling;
        return (T) this;
    }

    /**
     * Sets whether inputs are scaled in training (default: {@link InputScaling#PER_EXAMPLE}).
     *
     * @param scaling whether
     * @return this builder
     */
    default T inputScaling(InputScaling scaling) {
        binary().inputScaling = scaling;
        return (T) this;
    }
}
