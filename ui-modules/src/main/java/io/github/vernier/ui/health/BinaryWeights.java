/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.listeners.record.BinaryWeightStaticInfo;
import io.github.vernier.listeners.record.BinaryWeightUpdate;
import io.github.vernier.listeners.record.BinaryWeightUpdate.Table;
import io.github.vernier.ui.record.RecordType;
import java.util.List;
import java.util.function.Function;

/** How to read binary weight records. */
final class BinaryWeights {

    static final RecordType<BinaryWeightUpdate> TYPE = RecordType.of(new BinaryWeightUpdate());

    /** Id of the page that shows them. */
    static final String PAGE = "binary-weights";

    private BinaryWeights() {}

    static String nameOf(History<BinaryWeightUpdate> history, int row) {
        List<String> names =
                history.info(BinaryWeightStaticInfo.class)
                        .map(info -> info.getSettings().weights())
                        .orElse(List.of());
        return row < names.size() ? names.get(row) : "#" + row;
    }

    /** The median of one weight's numbers over some records. */
    static double median(
            List<BinaryWeightUpdate> records, Function<Table, float[]> column, int row) {
        return History.median(
                records, update -> GradientTables.at(column.apply(update.getTable()), row));
    }
}
