/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.analysis;

import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trials that failed for the same reason.
 *
 * @param reason first line of their stack traces
 * @param trials their ids
 */
public record FailureGroup(String reason, List<Integer> trials) {

    /** Copies the list. */
    public FailureGroup {
        trials = List.copyOf(trials);
    }

    /**
     * The failures of a search, the most frequent first.
     *
     * @param trials its trials
     * @return one group for each reason
     */
    public static List<FailureGroup> of(List<Trial> trials) {
        Map<String, List<Integer>> byReason = new LinkedHashMap<>();
        for (Trial trial : trials) {
            if (trial.status() == TrialStatus.FAILED) {
                String failure = trial.failure() == null ? "" : trial.failure();
                byReason.computeIfAbsent(
                                failure.lines().findFirst().orElse("no reason given"),
                                reason -> new ArrayList<>())
                        .add(trial.id());
            }
        }
        return byReason.entrySet().stream()
                .map(group -> new FailureGroup(group.getKey(), group.getValue()))
                .sorted(Comparator.comparingInt(group -> -group.trials().size()))
                .toList();
    }
}
