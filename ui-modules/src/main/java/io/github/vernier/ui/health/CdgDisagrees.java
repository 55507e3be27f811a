/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.listeners.record.CdgUpdate;
import io.github.vernier.listeners.record.CdgUpdate.Parameter;
import io.github.vernier.ui.record.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Central differences of the loss point elsewhere than backpropagation, at every ε: the
 * straight-through estimate misleads.
 */
final class CdgDisagrees implements Check<CdgUpdate> {

    private static final RecordType<CdgUpdate> TYPE = RecordType.of(new CdgUpdate());
    private static final double COSINE = 0.3;
    private static final int FEWEST_COORDINATES = 10;

    @Override
    public RecordType<CdgUpdate> type() {
        return TYPE;
    }

    @Override
    public List<Finding> examine(History<CdgUpdate> history) {
        Map<String, Parameter> best = new LinkedHashMap<>();
        for (Parameter parameter : history.latest().getParameters()) {
            if (parameter.coordinates() >= FEWEST_COORDINATES
                    && !Double.isNaN(parameter.cosine())) {
                best.merge(
                        parameter.name(),
                        parameter,
                        (one, other) -> one.cosine() >= other.cosine() ? one : other);
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (Parameter parameter : best.values()) {
            if (parameter.cosine() < COSINE) {
                findings.add(
                        new Finding("cdg.disagrees", Severity.WARNING, "cdg")
                                .with("layer", parameter.name())
                                .with("cosine", parameter.cosine())
                                .with("agreementPercent", 100 * parameter.signAgreement())
                                .with("epsilon", parameter.epsilon())
                                .with("iteration", history.latest().getIteration()));
            }
        }
        return findings;
    }
}
