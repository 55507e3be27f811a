/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;

/** Tasks that score a candidate by a function, as Arbiter's own report it. */
@SuppressWarnings("deprecation")
record Scored(ToDoubleFunction<Candidate<?>> function) implements TaskCreator {

    @Override
    @SuppressWarnings("rawtypes")
    public Callable<OptimizationResult> create(
            Candidate candidate,
            DataProvider data,
            ScoreFunction score,
            List<StatusListener> listeners,
            IOptimizationRunner runner) {
        return () -> {
            double value = function.applyAsDouble(candidate);
            CandidateInfo info = new CandidateInfo();
            info.setIndex(candidate.getIndex());
            info.setCandidateStatus(CandidateStatus.Complete);
            return new OptimizationResult(candidate, value, candidate.getIndex(), null, info, null);
        };
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Callable<OptimizationResult> create(
            Candidate candidate,
            Class<? extends DataSource> source,
            Properties properties,
            ScoreFunction score,
            List<StatusListener> listeners,
            IOptimizationRunner runner) {
        return create(candidate, null, score, listeners, runner);
    }
}
