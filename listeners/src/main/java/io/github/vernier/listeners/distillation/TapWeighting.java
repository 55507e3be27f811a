/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

/** How β is shared among the taps. */
public enum TapWeighting {

    /**
     * {@code 3·β/taps} for each tap, so that networks with other numbers of taps than the three of
     * a wide ResNet keep the same total. Source: BayesWatch/deficient-efficient {@code main.py}.
     */
    THREE_OVER_TAPS {
        @Override
        public double beta(double beta, int taps) {
            return 3 * beta / taps;
        }
    },

    /** β for each tap. Source: szagoruyko/attention-transfer. */
    PLAIN {
        @Override
        public double beta(double beta, int taps) {
            return beta;
        }
    };

    /**
     * The weight of one tap.
     *
     * @param beta β
     * @param taps number of taps, at least 1
     * @return weight of each tap's loss
     */
    public abstract double beta(double beta, int taps);
}
