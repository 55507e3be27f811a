/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.listeners.record.BinaryWeightUpdate;
import io.github.vernier.listeners.record.BinaryWeightUpdate.Table;
import io.github.vernier.ui.record.RecordType;
import java.util.ArrayList;
import java.util.List;

/** The signs of a binary weight have stopped changing, after they did change. */
final class SignsFreeze implements Check<BinaryWeightUpdate> {

    private static final int FEWEST = 8;
    private static final double QUARTER = 0.25;
    private static final double FROZEN = 1e-5;

    @Override
    public RecordType<BinaryWeightUpdate> type() {
        return BinaryWeights.TYPE;
    }

    @Override
    public List<Finding> examine(History<BinaryWeightUpdate> history) {
        if (history.records().size() < FEWEST) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < history.latest().getTable().flipRatio().length; i++) {
            double before = BinaryWeights.median(history.first(QUARTER), Table::flipRatio, i);
            double now = BinaryWeights.median(history.last(QUARTER), Table::flipRatio, i);
            if (now < FROZEN && before > FROZEN) {
                findings.add(
                        new Finding("weights.frozen", Severity.NOTE, BinaryWeights.PAGE)
                                .with("layer", BinaryWeights.nameOf(history, i))
                                .with("before", before)
                                .with("now", now));
            }
        }
        return findings;
    }
}
