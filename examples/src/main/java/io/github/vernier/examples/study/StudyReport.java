/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.study;

import io.github.vernier.examples.report.Findings;
import io.github.vernier.examples.report.Findings.Measure;
import io.github.vernier.examples.report.Findings.Section;
import io.github.vernier.examples.report.ResultTable;
import io.github.vernier.examples.study.BinaryWeightProbe.Look;
import io.github.vernier.examples.training.EpochPoint;
import io.github.vernier.examples.training.ModelName;
import io.github.vernier.examples.training.ModelResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Puts what a study has found into tables. */
final class StudyReport {

    private static final double KIBI = 1024;
    private static final String NONE = "–";
    private static final String UNKNOWN = "?";

    private StudyReport() {}

    /**
     * The findings.
     *
     * @param title of the report
     * @param models finished models
     * @param epochs finished epochs
     * @param looks at the binary weights of each model, one for each finished epoch
     * @param complete whether nothing is missing
     */
    static Findings of(
            String title,
            List<ModelResult> models,
            List<EpochPoint> epochs,
            Map<ModelName, List<Look>> looks,
            boolean complete) {
        return new Findings(
                title,
                table(models, looks),
                "Size: what inference needs of the trained parameters, one bit for a binary weight"
                        + " and 32 for all else. Milliseconds: the layers as they are trained, whose"
                        + " binary products are computed in float. Dead: share of latent weights"
                        + " beyond the 0.99 quantile of a Laplace distribution of their scale"
                        + " (2 % if they were Laplace). Flips: share of signs that changed during"
                        + " the last epoch. Accuracy is on the test images after the last epoch, from"
                        + " one run with one seed.",
                models,
                List.of(
                        Measure.inferenceBytes(models),
                        new Measure(
                                "dead_share",
                                last(looks, look -> OptionalDouble.of(look.deadShare()))),
                        new Measure("flipped_share", last(looks, Look::flippedShare))),
                epochs,
                "Test accuracy after each epoch, and mean training loss during it, without the"
                        + " penalty of weights.",
                List.of(weights(looks)),
                complete);
    }

    private static Map<ModelName, Double> last(
            Map<ModelName, List<Look>> looks, Function<Look, OptionalDouble> value) {
        Map<ModelName, Double> values = new LinkedHashMap<>();
        looks.forEach(
                (model, all) -> {
                    if (!all.isEmpty()) {
                        value.apply(all.get(all.size() - 1))
                                .ifPresent(number -> values.put(model, number));
                    }
                });
        return values;
    }

    private static ResultTable table(List<ModelResult> models, Map<ModelName, List<Look>> looks) {
        Map<ModelName, Double> dead = last(looks, look -> OptionalDouble.of(look.deadShare()));
        Map<ModelName, Double> flips = last(looks, Look::flippedShare);
        List<List<String>> rows = new ArrayList<>();
        for (ModelResult model : models) {
            rows.add(
                    List.of(
                            model.model().title(),
                            format("%,d", model.parameters()),
                            format("%,.1f KiB", model.inferenceBytes() / KIBI),
                            format("%.2f %%", 100 * model.accuracy()),
                            format("%+.2f", 100 * (model.accuracy() - models.get(0).accuracy())),
                            model.millisecondsPerImage().isPresent()
                                    ? format("%.3f", model.millisecondsPerImage().getAsDouble())
                                    : UNKNOWN,
                            percent(dead.get(model.model())),
                            percent(flips.get(model.model()))));
        }
        return new ResultTable(
                List.of(
                        "model",
                        "parameters",
                        "size",
                        "accuracy",
                        "points",
                        "ms/image",
                        "dead",
                        "flips"),
                rows);
    }

    private static String percent(Double share) {
        return share == null ? NONE : format("%.2f %%", 100 * share);
    }

    private static Section weights(Map<ModelName, List<Look>> looks) {
        List<List<String>> rows = new ArrayList<>();
        looks.forEach(
                (model, all) -> {
                    for (int epoch = 0; epoch < all.size(); epoch++) {
                        Look look = all.get(epoch);
                        rows.add(
                                List.of(
                                        model.title(),
                                        Integer.toString(epoch + 1),
                                        format("%.4f", look.tau()),
                                        percent(look.deadShare()),
                                        percent(look.clampedShare()),
                                        look.flippedShare().isPresent()
                                                ? percent(look.flippedShare().getAsDouble())
                                                : NONE));
                    }
                });
        return new Section(
                "Binary weights",
                new ResultTable(
                        List.of("model", "epoch", "tau", "dead", "clamped", "flipped"), rows),
                rows.isEmpty()
                        ? "There are no binary layers."
                        : "After each epoch, over all binary layers. Clamped: share beyond the"
                                + " layer's own quantile, which the loss does not move. Flipped:"
                                + " share of signs that changed during the epoch.");
    }

    private static String format(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
