/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.listeners.record.GradientVarianceUpdate.Tests;
import io.github.vernier.ui.record.RecordType;
import java.util.List;

/**
 * The noise of a minibatch's gradient is above its signal: the noise scale tr Σ / ‖g‖² is larger
 * than the minibatch.
 */
final class GradientNoise implements Check<GradientVarianceUpdate> {

    private static final double MUCH = 10;
    private static final double LATELY = 0.2;

    @Override
    public RecordType<GradientVarianceUpdate> type() {
        return GradientTables.TYPE;
    }

    @Override
    public List<Finding> examine(History<GradientVarianceUpdate> history) {
        int examples = history.latest().getTests().map(Tests::examples).orElse(0);
        double noise = History.median(history.last(LATELY), GradientNoise::noise);
        if (examples == 0 || !(noise > examples)) {
            return List.of();
        }
        Severity severity = noise > MUCH * examples ? Severity.WARNING : Severity.NOTE;
        return List.of(
                new Finding("gradient.noise", severity, GradientTables.PAGE)
                        .with("noise", noise)
                        .with("examples", examples)
                        .with("factor", noise / examples));
    }

    /** Of all layers together. */
    private static double noise(GradientVarianceUpdate update) {
        return GradientTables.of(update)
                .map(table -> GradientTables.at(table.noiseScale(), table.noiseScale().length - 1))
                .orElse(Double.NaN);
    }
}
