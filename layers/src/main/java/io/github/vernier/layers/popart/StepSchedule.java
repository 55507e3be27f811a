/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/**
 * The step size β_t of update t of a statistic; t counts from 1.
 *
 * <p>{@link #SAMPLE_MEAN} and {@link #BIAS_CORRECTED} have β_1 = 1: they forget the initial
 * moments, and after a first batch without spread σ is at its lower bound, which makes the next
 * gradient enormous. Use a warm-up, or {@link #PRIOR_COUNT}.
 */
public enum StepSchedule {
    /** β_t = β: exponential averages; the paper's experiments. */
    CONSTANT {
        @Override
        double step(double beta, long update, double trace) {
            return beta;
        }
    },
    /** β_t = β / (1 − (1 − β)^t): exponential averages normalized to the targets seen. */
    BIAS_CORRECTED {
        @Override
        double step(double beta, long update, double trace) {
            return beta / trace;
        }
    },
    /** β_t = 1/t: exact sample mean and population variance. */
    SAMPLE_MEAN {
        @Override
        double step(double beta, long update, double trace) {
            return 1.0 / update;
        }
    },
    /** β_t = max(β, 1/(t + 1)): the initial moments count as one observation. */
    PRIOR_COUNT {
        @Override
        double step(double beta, long update, double trace) {
            return Math.max(beta, 1.0 / (update + 1));
        }
    };

    /**
     * The step size.
     *
     * @param beta β
     * @param update t
     * @param trace o_t = o_{t−1} + β (1 − o_{t−1}), o_0 = 0
     */
    abstract double step(double beta, long update, double trace);

    /** Whether the first update forgets the initial moments. */
    boolean forgetsInitialMoments() {
        return this == SAMPLE_MEAN || this == BIAS_CORRECTED;
    }
}
