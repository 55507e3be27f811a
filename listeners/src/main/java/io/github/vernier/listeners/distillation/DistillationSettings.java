/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import java.util.List;

/** What to distill; checked when built. */
record DistillationSettings(
        KnowledgeDistillation distillation,
        double alpha,
        double beta,
        AttentionConvention attentionConvention,
        TapWeighting tapWeighting,
        List<Tap> taps,
        List<Head> heads) {

    /** Names of the tapped layers. */
    record Tap(String student, String teacher) {}

    /** Names of the outputs, and the weight of the student's in the loss. */
    record Head(String student, String teacher, double weight) {}

    DistillationSettings {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha is " + alpha + ", expected 0 to 1");
        }
        if (!(beta >= 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException(
                    "beta is " + beta + ", expected a finite number of at least 0");
        }
        if (beta > 0 && taps.isEmpty()) {
            throw new IllegalArgumentException("beta is " + beta + " without taps, expected a tap");
        }
        for (Head head : heads) {
            if (!(head.weight() >= 0) || Double.isInfinite(head.weight())) {
                throw new IllegalArgumentException(
                        "weight of head '"
                                + head.student()
                                + "' is "
                                + head.weight()
                                + ", expected a finite number of at least 0");
            }
        }
        taps = List.copyOf(taps);
        heads = List.copyOf(heads);
    }

    /** Weight of each tap's loss in the training loss. */
    double tapBeta() {
        return taps.isEmpty()
                ? 0
                : tapWeighting.beta(beta, taps.size()) * attentionConvention.betaFactor();
    }
}
