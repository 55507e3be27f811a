/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import io.github.vernier.arbiter.execution.Objective;
import io.github.vernier.arbiter.execution.TrialContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.BaseCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;

/** Trains and scores by a task creator of Arbiter. */
final class TaskObjective implements Objective<Object> {

    private static final long serialVersionUID = 1;

    private final transient OptimizationConfiguration configuration;
    private final transient TaskCreator tasks;
    private final transient IOptimizationRunner runner;
    private final transient List<StatusListener> listeners;
    private final transient Map<Integer, OptimizationResult> results = new ConcurrentHashMap<>();

    TaskObjective(
            OptimizationConfiguration configuration,
            TaskCreator tasks,
            IOptimizationRunner runner,
            List<StatusListener> listeners) {
        this.configuration = configuration;
        this.tasks = tasks;
        this.runner = runner;
        this.listeners = listeners;
    }

    /** What a trial's task returned; null if none did. */
    OptimizationResult result(int trial) {
        return results.get(trial);
    }

    @Override
    public double evaluate(Object value, TrialContext trial) throws Exception {
        OptimizationResult result = task(value, trial).call();
        CandidateInfo info = result.getCandidateInfo();
        if (info != null && info.getCandidateStatus() == CandidateStatus.Failed) {
            throw new TaskFailedException(info.getExceptionStackTrace());
        }
        if (result.getScore() == null) {
            throw new TaskFailedException("The task returned no score");
        }
        results.put(trial.id(), result);
        return result.getScore();
    }

    @SuppressWarnings("deprecation")
    private Callable<OptimizationResult> task(Object value, TrialContext trial) {
        List<StatusListener> told = new ArrayList<>(listeners);
        told.add(new Checkpoint(trial));
        Candidate<Object> candidate =
                new Candidate<>(
                        () -> value,
                        trial.id(),
                        trial.coordinates().stream().mapToDouble(Double::doubleValue).toArray(),
                        dataParameters(),
                        null);
        return configuration.getDataSource() == null
                ? tasks.create(
                        candidate,
                        configuration.getDataProvider(),
                        configuration.getScoreFunction(),
                        told,
                        runner)
                : tasks.create(
                        candidate,
                        configuration.getDataSource(),
                        configuration.getDataSourceProperties(),
                        configuration.getScoreFunction(),
                        told,
                        runner);
    }

    private Map<String, Object> dataParameters() {
        return configuration.getCandidateGenerator() instanceof BaseCandidateGenerator<?> generator
                ? generator.getDataParameters()
                : null;
    }

    /** Arbiter's tasks tell listeners of each iteration: there a trial can be stopped. */
    private static final class Checkpoint extends BaseStatusListener {

        private final TrialContext trial;

        Checkpoint(TrialContext trial) {
            this.trial = trial;
        }

        @Override
        public void onCandidateIteration(CandidateInfo info, Object candidate, int iteration) {
            trial.checkpoint();
        }
    }
}
