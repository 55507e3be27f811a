/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import io.github.vernier.examples.training.EpochPoint;
import io.github.vernier.examples.training.ModelName;
import io.github.vernier.examples.training.ModelResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an experiment has found so far, ready to be reported.
 *
 * @param title of the report
 * @param table the comparison of the models
 * @param tableNote how to read it
 * @param models finished models, in the table's order
 * @param measures what else was measured of them, for the tables of values
 * @param epochs finished epochs of all models, oldest first
 * @param epochsNote how to read the curves
 * @param sections further parts, in their order
 * @param complete whether nothing is missing
 */
public record Findings(
        String title,
        ResultTable table,
        String tableNote,
        List<ModelResult> models,
        List<Measure> measures,
        List<EpochPoint> epochs,
        String epochsNote,
        List<Section> sections,
        boolean complete) {

    /** Copies the lists. */
    public Findings {
        models = List.copyOf(models);
        measures = List.copyOf(measures);
        epochs = List.copyOf(epochs);
        sections = List.copyOf(sections);
    }

    /**
     * A measure of its own.
     *
     * @param name name of its column, in lower case with underscores
     * @param values one for each model that has it
     */
    public record Measure(String name, Map<ModelName, Double> values) {

        /** Copies the map. */
        public Measure {
            values = Map.copyOf(values);
        }

        /** What inference needs of the trained parameters, in bytes. */
        public static Measure inferenceBytes(List<ModelResult> models) {
            Map<ModelName, Double> bytes = new HashMap<>();
            models.forEach(model -> bytes.put(model.model(), model.inferenceBytes()));
            return new Measure("inference_bytes", bytes);
        }
    }

    /**
     * A part of the report.
     *
     * @param title its heading
     * @param table what it says; none if it has no rows
     * @param note how to read it
     */
    public record Section(String title, ResultTable table, String note) {}
}
