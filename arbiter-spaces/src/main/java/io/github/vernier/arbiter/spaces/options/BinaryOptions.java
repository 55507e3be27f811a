/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import io.github.vernier.layers.binary.BiasScaling;
import io.github.vernier.layers.binary.Clamp;
import io.github.vernier.layers.binary.InputScaling;
import io.github.vernier.layers.binary.ScalingFactor;
import io.github.vernier.layers.binary.Standardization;
import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.binary.estimator.ZeroSign;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Binary weights and inputs.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface BinaryOptions<T> extends OptionBuilder<T> {

    /**
     * Fixes the sign of weights and its gradient.
     *
     * @param weightEstimator the estimator
     * @return this builder
     */
    default T weightEstimator(SignEstimator weightEstimator) {
        return option("weightEstimator", SignEstimator.class, weightEstimator);
    }

    /**
     * Searches the sign of weights and its gradient.
     *
     * @param weightEstimator the estimator
     * @return this builder
     */
    default T weightEstimator(ParameterSpace<SignEstimator> weightEstimator) {
        return option("weightEstimator", SignEstimator.class, weightEstimator);
    }

    /**
     * Fixes the sign of inputs and its gradient.
     *
     * @param inputEstimator the estimator
     * @return this builder
     */
    default T inputEstimator(SignEstimator inputEstimator) {
        return option("inputEstimator", SignEstimator.class, inputEstimator);
    }

    /**
     * Searches the sign of inputs and its gradient.
     *
     * @param inputEstimator the estimator
     * @return this builder
     */
    default T inputEstimator(ParameterSpace<SignEstimator> inputEstimator) {
        return option("inputEstimator", SignEstimator.class, inputEstimator);
    }

    /**
     * Fixes that the input stays as it is: binary weights only.
     *
     * @return this builder
     */
    default T floatInput() {
        return option("floatInput", Boolean.class, true);
    }

    /**
     * Searches that the input stays as it is: binary weights only.
     *
     * @param floatInput whether to
     * @return this builder
     */
    default T floatInput(ParameterSpace<Boolean> floatInput) {
        return option("floatInput", Boolean.class, floatInput);
    }

    /**
     * Fixes sign(0) of the default estimators.
     *
     * @param zeroSign the sign of zero
     * @return this builder
     */
    default T zeroSign(ZeroSign zeroSign) {
        return option("zeroSign", ZeroSign.class, zeroSign);
    }

    /**
     * Searches sign(0) of the default estimators.
     *
     * @param zeroSign the sign of zero
     * @return this builder
     */
    default T zeroSign(ParameterSpace<ZeroSign> zeroSign) {
        return option("zeroSign", ZeroSign.class, zeroSign);
    }

    /**
     * Fixes what is done to the filters first.
     *
     * @param standardization what
     * @return this builder
     */
    default T standardization(Standardization standardization) {
        return option("standardization", Standardization.class, standardization);
    }

    /**
     * Searches what is done to the filters first.
     *
     * @param standardization what
     * @return this builder
     */
    default T standardization(ParameterSpace<Standardization> standardization) {
        return option("standardization", Standardization.class, standardization);
    }

    /**
     * Fixes b*, which the standardized weights' Laplace scale is made.
     *
     * @param laplaceScale above 0
     * @return this builder
     */
    default T laplaceScale(double laplaceScale) {
        return option("laplaceScale", Double.class, laplaceScale);
    }

    /**
     * Searches b*, which the standardized weights' Laplace scale is made.
     *
     * @param laplaceScale above 0
     * @return this builder
     */
    default T laplaceScale(ParameterSpace<Double> laplaceScale) {
        return option("laplaceScale", Double.class, laplaceScale);
    }

    /**
     * Fixes what is added to variances.
     *
     * @param epsilon above 0
     * @return this builder
     */
    default T epsilon(double epsilon) {
        return option("epsilon", Double.class, epsilon);
    }

    /**
     * Searches what is added to variances.
     *
     * @param epsilon above 0
     * @return this builder
     */
    default T epsilon(ParameterSpace<Double> epsilon) {
        return option("epsilon", Double.class, epsilon);
    }

    /**
     * Fixes where weights are clamped.
     *
     * @param clamp where
     * @return this builder
     */
    default T clamp(Clamp clamp) {
        return option("clamp", Clamp.class, clamp);
    }

    /**
     * Searches where weights are clamped.
     *
     * @param clamp where
     * @return this builder
     */
    default T clamp(ParameterSpace<Clamp> clamp) {
        return option("clamp", Clamp.class, clamp);
    }

    /**
     * Fixes the clamp's quantile by epoch, such as a {@code TauScheduleSpace}.
     *
     * @param tau schedules with values in (0.5, 1]
     * @return this builder
     */
    default T tau(ISchedule tau) {
        return option("tau", ISchedule.class, tau);
    }

    /**
     * Searches the clamp's quantile by epoch, such as a {@code TauScheduleSpace}.
     *
     * @param tau schedules with values in (0.5, 1]
     * @return this builder
     */
    default T tau(ParameterSpace<ISchedule> tau) {
        return option("tau", ISchedule.class, tau);
    }

    /**
     * Fixes what filters are multiplied by.
     *
     * @param scalingFactor what
     * @return this builder
     */
    default T scalingFactor(ScalingFactor scalingFactor) {
        return option("scalingFactor", ScalingFactor.class, scalingFactor);
    }

    /**
     * Searches what filters are multiplied by.
     *
     * @param scalingFactor what
     * @return this builder
     */
    default T scalingFactor(ParameterSpace<ScalingFactor> scalingFactor) {
        return option("scalingFactor", ScalingFactor.class, scalingFactor);
    }

    /**
     * Fixes whether the scaling factor takes the bias with it.
     *
     * @param biasScaling whether
     * @return this builder
     */
    default T biasScaling(BiasScaling biasScaling) {
        return option("biasScaling", BiasScaling.class, biasScaling);
    }

    /**
     * Searches whether the scaling factor takes the bias with it.
     *
     * @param biasScaling whether
     * @return this builder
     */
    default T biasScaling(ParameterSpace<BiasScaling> biasScaling) {
        return option("biasScaling", BiasScaling.class, biasScaling);
    }

    /**
     * Fixes whether inputs are scaled in training.
     *
     * @param inputScaling whether
     * @return this builder
     */
    default T inputScaling(InputScaling inputScaling) {
        return option("inputScaling", InputScaling.class, inputScaling);
    }

    /**
     * Searches whether inputs are scaled in training.
     *
     * @param inputScaling whether
     * @return this builder
     */
    default T inputScaling(ParameterSpace<InputScaling> inputScaling) {
        return option("inputScaling", InputScaling.class, inputScaling);
    }
}
