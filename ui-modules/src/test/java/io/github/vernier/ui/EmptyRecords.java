/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import io.github.vernier.listeners.record.AttentionMapsUpdate;
import io.github.vernier.listeners.record.BinaryWeightUpdate;
import io.github.vernier.listeners.record.CdgUpdate;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.EstimatorUpdate;
import io.github.vernier.listeners.record.EvaluationUpdate;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.listeners.record.SeriesUpdate;
import io.github.vernier.listeners.record.TrainingUpdate;
import io.github.vernier.listeners.record.VernierRecord;
import java.util.List;
import java.util.function.Supplier;

/** Updates of every kind before anything was read into them. */
final class EmptyRecords {

    private EmptyRecords() {}

    static List<Supplier<VernierRecord>> all() {
        return List.of(
                AttentionMapsUpdate::new,
                BinaryWeightUpdate::new,
                CdgUpdate::new,
                DistillationUpdate::new,
                EstimatorUpdate::new,
                EvaluationUpdate::new,
                GradientVarianceUpdate::new,
                PopArtUpdate::new,
                SeriesUpdate::new,
                TrainingUpdate::new);
    }
}
