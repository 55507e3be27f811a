/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.analysis;

import io.github.vernier.arbiter.trial.Study;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import java.util.List;

/**
 * One complete trial seen from one parameter.
 *
 * @param trial its id
 * @param value the parameter's value
 * @param score the trial's score
 */
public record SlicePoint(int trial, Object value, double score) {

    /**
     * A slice.
     *
     * @param study the study
     * @param trials its trials
     * @param parameter name of the parameter
     * @return the complete trials in which the parameter counts
     * @throws IllegalArgumentException if the study has no such parameter
     */
    public static List<SlicePoint> of(Study study, List<Trial> trials, String parameter) {
        if (study.parameters().stream().noneMatch(p -> p.name().equals(parameter))) {
            throw new IllegalArgumentException(
                    "No parameter \""
                            + parameter
                            + "\"; there are "
                            + study.parameters().stream().map(p -> p.name()).toList());
        }
        return trials.stream()
                .filter(trial -> trial.status() == TrialStatus.COMPLETE)
                .filter(trial -> trial.values().get(parameter) != null)
                .map(
                        trial ->
                                new SlicePoint(
                                        trial.id(),
                                        trial.values().get(parameter),
                                        trial.objectives().get(0)))
                .toList();
    }
}
