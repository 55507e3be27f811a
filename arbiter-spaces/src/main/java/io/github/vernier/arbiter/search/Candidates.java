/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.generator.CandidateSequence;
import io.github.vernier.arbiter.generator.GenerationException;
import io.github.vernier.arbiter.generator.History;
import io.github.vernier.arbiter.generator.Seeds;
import io.github.vernier.arbiter.trial.NewTrial;
import io.github.vernier.arbiter.trial.Origin;
import io.github.vernier.arbiter.trial.Outcome;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** Continues a search's sequence of candidates and writes each into the store. */
final class Candidates<T> {

    private final SearchPlan<T> plan;
    private final TrialStore store;
    private final TrialLog log;
    private final CandidateSequence sequence;
    private boolean exhausted;

    Candidates(SearchPlan<T> plan, TrialStore store, TrialLog log) {
        this.plan = plan;
        this.store = store;
        this.log = log;
        this.sequence = plan.generator().begin(plan.space(), plan.study());
        for (Trial trial : log.all()) {
            if (trial.origin() == Origin.GENERATED) {
                sequence.skip(history(trial.id()));
            }
        }
    }

    /** Whether the generator has said that there is no further candidate. */
    boolean isExhausted() {
        return exhausted;
    }

    /** Whether the next candidate can be chosen now. */
    boolean isReady() {
        return !exhausted && (!plan.generator().learns() || log.isHorizonFinished(log.size()));
    }

    /**
     * Chooses the next candidate.
     *
     * @return its trial, waiting, or failed if it could not be made; empty if there is none
     */
    Optional<Trial> next() {
        int id = log.size();
        try {
            Optional<double[]> coordinates = sequence.next(history(id));
            exhausted = coordinates.isEmpty();
            return coordinates.map(point -> log.put(store.add(candidate(id, point))));
        } catch (GenerationException e) {
            NewTrial failed =
                    new NewTrial(
                            Origin.GENERATED,
                            Seeds.ofTrial(plan.seed(), id),
                            DoubleStream.of(e.coordinates()).boxed().toList(),
                            Map.of(),
                            null);
            Outcome outcome = Outcome.failed(ExceptionUtils.getStackTrace(e));
            return Optional.of(log.put(store.addFinished(failed, List.of(), outcome)));
        }
    }

    private NewTrial candidate(int id, double[] point) {
        return NewTrials.at(plan, Origin.GENERATED, id, point);
    }

    private History history(int id) {
        return plan.generator().learns() ? log.history(id) : new History(id, List.of(), List.of());
    }
}
