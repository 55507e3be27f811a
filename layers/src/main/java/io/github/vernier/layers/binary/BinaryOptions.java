/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.binary.estimator.ApproxSign;
import io.github.vernier.layers.binary.estimator.Identity;
import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.binary.estimator.ZeroSign;
import io.github.vernier.layers.parameterized.InputTransform;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/** The options that builders of binary layers share; set through {@link BinaryBuilder} only. */
public final class BinaryOptions {

    private static final double EPSILON = 1e-5;

    SignEstimator weightEstimator;
    SignEstimator inputEstimator;
    ZeroSign zeroSign = ZeroSign.ZERO;
    Standardization standardization = Standardization.STANDARDIZE;
    double laplaceScale = 2;
    double epsilon = EPSILON;
    Clamp clamp = Clamp.LAPLACE;
    ISchedule tau = new FixedSchedule(1);
    ScalingFactor scalingFactor = ScalingFactor.LEARNED;
    BiasScaling biasScaling = BiasScaling.SCALED;
    boolean floatInput;
    InputScaling inputScaling = InputScaling.PER_EXAMPLE;
    double padValue;

    BinaryOptions() {}

    BinaryWeight weight() {
        return new BinaryWeight(
                weightEstimator == null ? new Identity(zeroSign) : weightEstimator,
                standardization,
                laplaceScale,
                epsilon,
                clamp,
                tau,
                scalingFactor,
                biasScaling);
    }

    /** The input's transform, or null if the input stays as it is. */
    InputTransform input() {
        return floatInput
                ? null
                : new BinaryInput(
                        inputEstimator == null ? new ApproxSign(zeroSign) : inputEstimator,
                        inputScaling,
                        epsilon,
                        padValue);
    }
}
