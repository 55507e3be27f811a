/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.examples.report.ResultTable;
import io.github.vernier.examples.training.ModelResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The models beside each other: each cost, and beside it the share of the teacher's. */
final class Comparison {

    private static final String UNKNOWN = "?";
    private static final double KIBI = 1024;
    private static final List<String> HEADER =
            List.of(
                    "model",
                    "parameters",
                    "ratio",
                    "weights",
                    "ratio",
                    "mult-adds",
                    "ratio",
                    "size on disk",
                    "ratio",
                    "accuracy",
                    "points",
                    "ms/image",
                    "ratio");

    private Comparison() {}

    /**
     * The table.
     *
     * @param models the models, the teacher first
     */
    static ResultTable of(List<ModelResult> models) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelResult model : models) {
            rows.add(row(model, models.get(0)));
        }
        return new ResultTable(HEADER, rows);
    }

    private static List<String> row(ModelResult model, ModelResult teacher) {
        return List.of(
                model.model().title(),
                format("%,d", model.parameters()),
                ratio(model.parameters(), teacher.parameters()),
                format("%,.1f KiB", model.inferenceBytes() / KIBI),
                ratio(model.inferenceBytes(), teacher.inferenceBytes()),
                model.multAdds().isPresent()
                        ? format("%,d", model.multAdds().getAsLong())
                        : UNKNOWN,
                model.multAdds().isPresent() && teacher.multAdds().isPresent()
                        ? ratio(model.multAdds().getAsLong(), teacher.multAdds().getAsLong())
                        : UNKNOWN,
                format("%,d B", model.bytes()),
                ratio(model.bytes(), teacher.bytes()),
                format("%.2f %%", 100 * model.accuracy()),
                format("%+.2f", 100 * (model.accuracy() - teacher.accuracy())),
                model.millisecondsPerImage().isPresent()
                        ? format("%.3f", model.millisecondsPerImage().getAsDouble())
                        : UNKNOWN,
                model.millisecondsPerImage().isPresent()
                                && teacher.millisecondsPerImage().isPresent()
                        ? ratio(
                                model.millisecondsPerImage().getAsDouble(),
                                teacher.millisecondsPerImage().getAsDouble())
                        : UNKNOWN);
    }

    private static String ratio(double value, double teacher) {
        return format("%.3f", value / teacher);
    }

    private static String format(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
