/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.listeners.record.EvaluationUpdate;
import io.github.vernier.ui.record.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loss on a held-out set has passed its lowest point: overfitting. */
final class HeldOutGetsWorse implements Check<EvaluationUpdate> {

    private static final RecordType<EvaluationUpdate> TYPE = RecordType.of(new EvaluationUpdate());

    private static final double FACTOR = 1.1;
    private static final int EVALUATIONS_SINCE = 3;

    @Override
    public RecordType<EvaluationUpdate> type() {
        return TYPE;
    }

    @Override
    public List<Finding> examine(History<EvaluationUpdate> history) {
        Map<String, List<EvaluationUpdate>> sets = new LinkedHashMap<>();
        for (EvaluationUpdate update : history.records()) {
            sets.computeIfAbsent(update.getName(), name -> new ArrayList<>()).add(update);
        }
        List<Finding> findings = new ArrayList<>();
        sets.forEach((name, updates) -> examine(name, updates, findings));
        return findings;
    }

    private static void examine(
            String name, List<EvaluationUpdate> updates, List<Finding> findings) {
        int lowest = 0;
        for (int i = 1; i < updates.size(); i++) {
            if (loss(updates.get(i)) < loss(updates.get(lowest))) {
                lowest = i;
            }
        }
        EvaluationUpdate latest = updates.get(updates.size() - 1);
        double least = loss(updates.get(lowest));
        if (updates.size() - 1 - lowest < EVALUATIONS_SINCE
                || !(least > 0 && loss(latest) > FACTOR * least)) {
            return;
        }
        findings.add(
                new Finding("heldout.worse", Severity.WARNING, "overview")
                        .with("set", name)
                        .with("lowest", least)
                        .with("iteration", updates.get(lowest).getIteration())
                        .with("now", loss(latest)));
    }

    private static double loss(EvaluationUpdate update) {
        return update.getErrors().loss();
    }
}
