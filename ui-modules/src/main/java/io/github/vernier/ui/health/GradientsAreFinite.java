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

/** Some coordinates of a layer's gradient are NaN or infinite. */
final class GradientsAreFinite implements Check<GradientVarianceUpdate> {

    @Override
    public RecordType<GradientVarianceUpdate> type() {
        return GradientTables.TYPE;
    }

    @Override
    public List<Finding> examine(History<GradientVarianceUpdate> history) {
        int[] broken = GradientTables.of(history.latest()).map(Table::nonFinite).orElse(new int[0]);
        List<String> names = GradientTables.layers(history);
        List<Finding> findings = new ArrayList<>();
        // The last row is all layers together.
        for (int i = 0; i < broken.length - 1; i++) {
            if (broken[i] > 0) {
                findings.add(
                        new Finding("gradient.nonfinite", Severity.ERROR, GradientTables.PAGE)
                                .with("layer", GradientTables.nameOf(names, i))
                                .with("coordinates", broken[i])
                                .with("iteration", history.latest().getIteration()));
            }
        }
        return findings;
    }
}
