/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.listeners.record.GradientVarianceUpdate.Table;
import io.github.vernier.ui.record.RecordType;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer's gradient has grown a hundredfold over what it usually was, or is less than a
 * ten-thousandth of the largest layer's.
 */
final class GradientNorms implements Check<GradientVarianceUpdate> {

    private static final double GROWN = 100;
    private static final double BESIDE_LARGEST = 1e-4;
    private static final int FEWEST = 5;

    @Override
    public RecordType<GradientVarianceUpdate> type() {
        return GradientTables.TYPE;
    }

    @Override
    public List<Finding> examine(History<GradientVarianceUpdate> history) {
        float[] norms =
                GradientTables.of(history.latest())
                        .map(Table::meanGradientNorm)
                        .orElse(new float[0]);
        // The last row is all layers together.
        int layers = norms.length - 1;
        double largest = 0;
        for (int i = 0; i < layers; i++) {
            largest = Math.max(largest, norms[i]);
        }
        List<String> names = GradientTables.layers(history);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            int row = i;
            double usual = History.median(history.records(), update -> norm(update, row));
            Finding evidence =
                    new Finding("", Severity.WARNING, GradientTables.PAGE)
                            .with("layer", GradientTables.nameOf(names, i))
                            .with("norm", norms[i])
                            .with("usual", usual)
                            .with("largest", largest);
            if (history.records().size() >= FEWEST && norms[i] > GROWN * usual) {
                findings.add(named("gradient.explodes", evidence));
            } else if (norms[i] < BESIDE_LARGEST * largest) {
                findings.add(named("gradient.vanishes", evidence));
            }
        }
        return findings;
    }

    private static double norm(GradientVarianceUpdate update, int row) {
        return GradientTables.of(update)
                .map(table -> GradientTables.at(table.meanGradientNorm(), row))
                .orElse(Double.NaN);
    }

    private static Finding named(String key, Finding evidence) {
        return new Finding(key, evidence.severity(), evidence.page(), evidence.evidence());
    }
}
