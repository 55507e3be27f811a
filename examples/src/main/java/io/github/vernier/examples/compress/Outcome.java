/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.layers.substitution.SubstitutionReport;
import java.util.List;
import java.util.Optional;

/**
 * What a compression has found so far.
 *
 * @param models finished models, the teacher first
 * @param epochs finished epochs of all models, oldest first
 * @param substitution what was replaced, once it is
 * @param taps names of the layers whose attention is transferred
 * @param complete whether nothing is missing
 */
public record Outcome(
        List<ModelResult> models,
        List<EpochPoint> epochs,
        Optional<SubstitutionReport> substitution,
        List<String> taps,
        boolean complete) {

    /** Copies the lists. */
    public Outcome {
        models = List.copyOf(models);
        epochs = List.copyOf(epochs);
        taps = List.copyOf(taps);
    }

    /** Nothing yet. */
    public static Outcome empty() {
        return new Outcome(List.of(), List.of(), Optional.empty(), List.of(), false);
    }
}
