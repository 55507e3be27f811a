/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/** Carries r = σ/σ' of a training step from the head to the updater of its weights. */
final class StateTransport {

    private double[] ratio;
    private long steps;

    /** Announces the change of units of a step. */
    void announce(double[] ratio) {
        this.ratio = ratio;
        steps++;
    }

    /** r of the last step, for each statistic; null before the first. */
    double[] ratio() {
        return ratio;
    }

    /** Steps announced so far. */
    long steps() {
        return steps;
    }
}
