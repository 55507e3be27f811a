/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.listeners.record.NamedNumbers;
import io.github.vernier.ui.record.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.core.storage.Persistable;

/**
 * A layer's updates are large beside its weights, or next to nothing beside other layers'.
 *
 * <p>About 10⁻³ is common. A layer explodes above 0.1; it vanishes below 10⁻⁵ if it is also below a
 * hundredth of the median layer's, so that a small learning rate alone is not blamed on a layer.
 *
 * @param type type of records
 * @param ratios mean|Δw| / mean|w| of each weight, empty if a record has none
 * @param <R> class of the records
 */
record UpdateRatios<R extends Persistable>(RecordType<R> type, Function<R, NamedNumbers> ratios)
        implements Check<R> {

    private static final double EXPLODED = 0.1;
    private static final double VANISHED = 1e-5;
    private static final double BESIDE_OTHERS = 0.01;
    private static final double LATELY = 0.2;

    @Override
    public List<Finding> examine(History<R> history) {
        // Ratios are measured less often than scores.
        List<NamedNumbers> measured =
                history.records().stream()
                        .map(ratios)
                        .filter(numbers -> !numbers.names().isEmpty())
                        .toList();
        if (measured.isEmpty()) {
            return List.of();
        }
        int first = (int) ((1 - LATELY) * (measured.size() - 1));
        List<NamedNumbers> lately = measured.subList(first, measured.size());
        List<String> names = lately.get(lately.size() - 1).names();
        double[] levels =
                names.stream()
                        .mapToDouble(name -> History.median(lately, numbers -> of(numbers, name)))
                        .toArray();
        double middle = History.median(Arrays.stream(levels).boxed().toList(), level -> level);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] > EXPLODED) {
                findings.add(finding("layer.explodes", names.get(i), levels[i], middle));
            } else if (levels[i] < VANISHED && levels[i] < BESIDE_OTHERS * middle) {
                findings.add(finding("layer.vanishes", names.get(i), levels[i], middle));
            }
        }
        return findings;
    }

    private static double of(NamedNumbers numbers, String name) {
        Double value = numbers.get(name);
        return value == null ? Double.NaN : value;
    }

    private static Finding finding(String key, String layer, double ratio, double middle) {
        return new Finding(key, Severity.WARNING, "overview")
                .with("layer", layer)
                .with("ratio", ratio)
                .with("median", middle);
    }
}
