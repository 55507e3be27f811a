/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

/**
 * The two published forms of the knowledge-distillation loss of N rows of C classes, with p =
 * softmax(y/T) of the student's logits y and q = softmax(t/T) of the teacher's logits t.
 *
 * <p>They differ by a constant, which is 2/C: a value of α found with one means something else in
 * the other.
 */
public enum KdConvention {

    /**
     * {@code 2·T²·mean over N·C elements of q·(log q − log p)}, mixed as {@code α·KD + (1−α)·CE}.
     *
     * <p>Source: BayesWatch/deficient-efficient {@code funcs.distillation}, where it follows from
     * the default reduction of PyTorch's {@code kl_div}.
     */
    DEFICIENT_EFFICIENT {
        @Override
        double lossFactor(double temperature, long classes) {
            return 2 * temperature * temperature / classes;
        }
    },

    /**
     * {@code T²/N·sum of q·(log q − log p)}, mixed as {@code α·KD + (1−α)·CE}.
     *
     * <p>Source: szagoruyko/attention-transfer {@code utils.distillation}, as corrected there.
     */
    ATTENTION_TRANSFER {
        @Override
        double lossFactor(double temperature, long classes) {
            return temperature * temperature;
        }
    };

    /** What the divergence of one row is multiplied by before averaging over rows. */
    abstract double lossFactor(double temperature, long classes);
}
