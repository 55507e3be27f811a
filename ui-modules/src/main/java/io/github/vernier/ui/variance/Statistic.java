/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.variance;

import io.github.vernier.listeners.record.GradientVarianceUpdate.Table;
import java.util.List;
import java.util.function.Function;

/**
 * One statistic of a layer's gradient.
 *
 * @param name its name, also in the records' encoding
 * @param values those of all layers, and of all together at the end
 */
record Statistic(String name, Function<Table, float[]> values) {

    static final List<Statistic> ALL =
            List.of(
                    new Statistic("meanGradientNorm", Table::meanGradientNorm),
                    new Statistic("variance", Table::variance),
                    new Statistic("normalizedVariance", Table::normalizedVariance),
                    new Statistic("snr", Table::snr),
                    new Statistic("meanSquareGradient", Table::meanSquareGradient),
                    new Statistic("noiseScale", Table::noiseScale),
                    new Statistic("nonFinite", table -> floats(table.nonFinite())));

    private static float[] floats(int[] counts) {
        float[] floats = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            floats[i] = counts[i];
        }
        return floats;
    }

    /**
     * The value of one layer.
     *
     * @param table table, null if it was not measured
     * @param names layers of the table's rows
     * @param layer layer; empty for all together
     * @return its value, null if there is none
     */
    Double of(Table table, List<String> names, String layer) {
        return table == null ? null : at(values.apply(table), names, layer);
    }

    /** The value of one layer, of values of some layers and of all together at the end. */
    static Double at(float[] values, List<String> names, String layer) {
        int row = layer.isEmpty() ? values.length - 1 : names.indexOf(layer);
        return row < 0 || row >= values.length ? null : (Double) (double) values[row];
    }
}
