/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.listeners.record.GradientVarianceStaticInfo;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.listeners.record.GradientVarianceUpdate.Table;
import io.github.vernier.ui.record.RecordType;
import java.util.List;
import java.util.Optional;

/** How to read gradient variance records: by examples if they were measured, else by draws. */
final class GradientTables {

    static final RecordType<GradientVarianceUpdate> TYPE =
            RecordType.of(new GradientVarianceUpdate(0, 0, 0));

    /** Id of the page that shows them. */
    static final String PAGE = "gradient-variance";

    private GradientTables() {}

    static Optional<Table> of(GradientVarianceUpdate update) {
        return update.getExamples().or(update::getDraws);
    }

    /** A layer's value, NaN if the record has none. */
    static double at(float[] column, int row) {
        return row >= 0 && row < column.length ? column[row] : Double.NaN;
    }

    static List<String> layers(History<GradientVarianceUpdate> history) {
        boolean byExamples = history.latest().getExamples().isPresent();
        return history.info(GradientVarianceStaticInfo.class)
                .map(GradientVarianceStaticInfo::getSettings)
                .map(settings -> byExamples ? settings.exampleLayers() : settings.layers())
                .orElse(List.of());
    }

    static String nameOf(List<String> layers, int row) {
        return row < layers.size() ? layers.get(row) : "#" + row;
    }
}
