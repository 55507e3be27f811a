/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.examples.report.Findings;
import io.github.vernier.examples.report.Findings.Measure;
import io.github.vernier.examples.report.Findings.Section;
import io.github.vernier.examples.report.ResultTable;
import io.github.vernier.examples.training.EpochPoint;
import io.github.vernier.examples.training.ModelResult;
import io.github.vernier.layers.substitution.SubstitutionReport;
import io.github.vernier.layers.substitution.SubstitutionReport.SubstitutedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** The same, ready to be reported. */
    public Findings findings() {
        return new Findings(
                "Compression report",
                Comparison.of(models),
                "Ratios and points are against the teacher. Weights: what inference needs of the"
                        + " parameters, one bit for a binary weight and 32 for all else. Mult-adds"
                        + " and milliseconds are for one image; mult-adds by the published counting"
                        + " rule, those of signs included. Sizes are those of the model files, a"
                        + " student's without what only training needs. Accuracy is on the test images after the last epoch, from"
                        + " one run with one seed.",
                models,
                List.of(Measure.inferenceBytes(models)),
                epochs,
                "Test accuracy after each epoch, and mean training loss during it. The distilled"
                        + " student's loss includes what it learns from the teacher: compare losses"
                        + " within one model only. Attention is transferred at: "
                        + String.join(", ", taps),
                List.of(replaced()),
                complete);
    }

    private Section replaced() {
        List<List<String>> rows = new ArrayList<>();
        substitution.ifPresent(report -> report.layers().forEach(layer -> rows.add(row(layer))));
        return new Section(
                "Replaced layers",
                new ResultTable(
                        List.of(
                                "layer",
                                "replaced by",
                                "parameters before",
                                "after",
                                "bits before",
                                "after",
                                "residual"),
                        rows),
                substitution
                        .map(
                                report ->
                                        "Residual: how far the weight a new layer starts with is"
                                                + " from the trained one, relative to it"
                                                + " (Frobenius norms). Unchanged: "
                                                + String.join(", ", report.unchanged())
                                                + ".")
                        .orElse("Nothing is replaced yet."));
    }

    private static List<String> row(SubstitutedLayer layer) {
        return List.of(
                layer.name(),
                layer.type(),
                number(layer.before()),
                number(layer.after()),
                number(layer.bitsBefore()),
                number(layer.bitsAfter()),
                layer.residual().isPresent()
                        ? String.format(Locale.ROOT, "%.3f", layer.residual().getAsDouble())
                        : "fresh");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
