/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

/**
 * The two published forms of the attention-transfer loss between normalized maps a_s and a_t of N
 * examples and H·W positions.
 */
public enum AttentionConvention {

    /**
     * Map: mean over channels of x², normalized by its L2 norm. Loss: {@code mean over N·H·W of
     * (a_s − a_t)²}.
     *
     * <p>Source: szagoruyko/attention-transfer and BayesWatch/deficient-efficient, functions {@code
     * at} and {@code at_loss}.
     */
    CODE(1),

    /**
     * Map: sum over channels of x², normalized by its L2 norm. Loss: {@code mean over N of ‖a_s −
     * a_t‖₂}, the norm not squared, and β enters as β/2.
     *
     * <p>Source: Zagoruyko and Komodakis, "Paying more attention to attention", Eq. 2 with p = 2.
     */
    PAPER(0.5);

    private final double betaFactor;

    AttentionConvention(double betaFactor) {
        this.betaFactor = betaFactor;
    }

    /**
     * What β is multiplied by in the training loss.
     *
     * @return 1 for {@link #CODE}, ½ for {@link #PAPER}
     */
    public double betaFactor() {
        return betaFactor;
    }
}
