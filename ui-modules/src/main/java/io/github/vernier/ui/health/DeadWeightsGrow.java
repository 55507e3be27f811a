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

/** The share of latent weights too far out to change their sign is large and grows. */
final class DeadWeightsGrow implements Check<BinaryWeightUpdate> {

    private static final int FEWEST = 4;
    private static final double QUARTER = 0.25;
    private static final double GROWTH = 0.05;
    private static final double SHARE = 0.1;

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
        for (int i = 0; i < history.latest().getTable().deadShare().length; i++) {
            double before = BinaryWeights.median(history.first(QUARTER), Table::deadShare, i);
            double now = BinaryWeights.median(history.last(QUARTER), Table::deadShare, i);
            if (now > SHARE && now - before > GROWTH) {
                findings.add(
                        new Finding("weights.dead", Severity.WARNING, BinaryWeights.PAGE)
                                .with("layer", BinaryWeights.nameOf(history, i))
                                .with("beforePercent", 100 * before)
                                .with("nowPercent", 100 * now));
            }
        }
        return findings;
    }
}
