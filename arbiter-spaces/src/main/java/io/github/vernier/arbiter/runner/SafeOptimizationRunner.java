/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import io.github.vernier.arbiter.generator.ArbiterGenerator;
import io.github.vernier.arbiter.search.End;
import io.github.vernier.arbiter.search.Search;
import io.github.vernier.arbiter.search.SearchBuilder;
import io.github.vernier.arbiter.search.SearchListener;
import io.github.vernier.arbiter.search.SearchResult;
import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.TaskCreatorProvider;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a configuration of Arbiter as a {@link Search}, in the place of {@code
 * LocalOptimizationRunner}; or shows a search to what knows Arbiter's runners only.
 */
public final class SafeOptimizationRunner implements IOptimizationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SafeOptimizationRunner.class);

    private final OptimizationConfiguration configuration;
    private final Search<?> search;
    private final TaskObjective tasks;
    private final List<StatusListener> listeners = new CopyOnWriteArrayList<>();
    private volatile SearchResult result;

    /**
     * Runs one candidate at a time, with Arbiter's task creator for the space.
     *
     * @param configuration the configuration
     */
    public SafeOptimizationRunner(OptimizationConfiguration configuration) {
        this(1, configuration);
    }

    /**
     * Runs several candidates at a time, with Arbiter's task creator for the space.
     *
     * @param parallelism how many
     * @param configuration the configuration
     */
    public SafeOptimizationRunner(int parallelism, OptimizationConfiguration configuration) {
        this(parallelism, configuration, defaultTasks(configuration));
    }

    /**
     * Runs several candidates at a time.
     *
     * @param parallelism how many
     * @param configuration the configuration
     * @param tasks makes what trains and scores a candidate
     */
    public SafeOptimizationRunner(
            int parallelism, OptimizationConfiguration configuration, TaskCreator tasks) {
        this(configuration, tasks, search -> search.parallelism(parallelism));
    }

    /**
     * Runs with options of a search, such as a store, retries or a grace.
     *
     * @param configuration the configuration
     * @param tasks makes what trains and scores a candidate
     * @param options sets what differs from the defaults
     */
    public SafeOptimizationRunner(
            OptimizationConfiguration configuration,
            TaskCreator tasks,
            Consumer<SearchBuilder<Object>> options) {
        this.configuration = configuration;
        this.tasks = new TaskObjective(configuration, tasks, this, listeners);
        SearchBuilder<Object> builder =
                Search.builder()
                        .space(space(configuration))
                        .objective(goal(configuration), this.tasks)
                        .generator(ArbiterGenerator.asIs(configuration.getCandidateGenerator()))
                        .seed(Objects.requireNonNullElse(configuration.getRngSeed(), 0L));
        for (TerminationCondition condition : conditions(configuration)) {
            ArbiterLimits.apply(condition, builder, this);
        }
        options.accept(builder);
        this.search = builder.listener(new Bridge()).build();
    }

    /**
     * Shows a search as a runner.
     *
     * @param search the search; {@link #execute()} runs it
     */
    public SafeOptimizationRunner(Search<?> search) {
        this.search = search;
        this.tasks = null;
        this.configuration =
                new OptimizationConfiguration.Builder()
                        .candidateGenerator(
                                new GeneratorView(
                                        search.space().space(),
                                        search.study().settings().get("generator")))
                        .rngSeed(search.study().seed())
                        .build();
        search.addListener(new Bridge());
    }

    @Override
    public void execute() {
        result = search.run();
    }

    /** Why the search ended; empty before it has. */
    public Optional<End> end() {
        return Optional.ofNullable(result).map(SearchResult::end);
    }

    /** The search that is run: its trials, its store. */
    public Search<?> search() {
        return search;
    }

    @Override
    public int numCandidatesTotal() {
        return search.trials().size();
    }

    @Override
    public int numCandidatesCompleted() {
        return count(TrialStatus.COMPLETE);
    }

    @Override
    public int numCandidatesFailed() {
        return count(TrialStatus.FAILED);
    }

    @Override
    public int numCandidatesQueued() {
        return count(TrialStatus.RUNNING) + count(TrialStatus.WAITING);
    }

    @Override
    public Double bestScore() {
        return best().map(trial -> trial.objectives().get(0)).orElse(null);
    }

    @Override
    public Long bestScoreTime() {
        return best().map(Trial::ended).map(Instant::toEpochMilli).orElse(null);
    }

    @Override
    public int bestScoreCandidateIndex() {
        return best().map(Trial::id).orElse(-1);
    }

    @Override
    public List<ResultReference> getResults() {
        return search.trials().stream()
                .filter(trial -> trial.status() == TrialStatus.COMPLETE)
                .map(this::result)
                .filter(Objects::nonNull)
                .map(OptimizationResult::getResultReference)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public OptimizationConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public void addListeners(StatusListener... added) {
        for (StatusListener listener : added) {
            if (!listeners.contains(listener)) {
                listeners.add(listener);
            }
        }
    }

    @Override
    public void removeListeners(StatusListener... removed) {
        listeners.removeAll(List.of(removed));
    }

    @Override
    public void removeAllListeners() {
        listeners.clear();
    }

    @Override
    public List<CandidateInfo> getCandidateStatus() {
        return search.trials().stream().map(SafeOptimizationRunner::info).toList();
    }

    /**
     * Ends the search from another thread.
     *
     * @param awaitCompletion whether running candidates may end by themselves; they are cancelled
     *     otherwise
     */
    @Override
    public void shutdown(boolean awaitCompletion) {
        if (awaitCompletion) {
            search.drain("The runner was shut down");
        } else {
            search.stop("The runner was shut down");
        }
    }

    private Optional<Trial> best() {
        return search.study().best(search.trials());
    }

    private int count(TrialStatus status) {
        return (int) search.trials().stream().filter(trial -> trial.status() == status).count();
    }

    private OptimizationResult result(Trial trial) {
        return tasks == null ? null : tasks.result(trial.id());
    }

    private static CandidateInfo info(Trial trial) {
        return new CandidateInfo(
                trial.id(),
                status(trial.status()),
                trial.objectives().isEmpty() ? null : trial.objectives().get(0),
                trial.created().toEpochMilli(),
                trial.started() == null ? null : trial.started().toEpochMilli(),
                trial.ended() == null ? null : trial.ended().toEpochMilli(),
                trial.coordinates().stream().mapToDouble(Double::doubleValue).toArray(),
                trial.failure());
    }

    private static CandidateStatus status(TrialStatus status) {
        return switch (status) {
            case WAITING -> CandidateStatus.Created;
            case RUNNING -> CandidateStatus.Running;
            case COMPLETE -> CandidateStatus.Complete;
            case FAILED -> CandidateStatus.Failed;
            case PRUNED, CANCELLED -> CandidateStatus.Cancelled;
        };
    }

    @SuppressWarnings("unchecked") // A task creator takes whatever the space makes.
    private static ParameterSpace<Object> space(OptimizationConfiguration configuration) {
        return (ParameterSpace<Object>) configuration.getCandidateGenerator().getParameterSpace();
    }

    private static Goal goal(OptimizationConfiguration configuration) {
        boolean minimize = configuration.getScoreFunction().minimize();
        return new Goal("score", minimize ? Direction.MINIMIZE : Direction.MAXIMIZE);
    }

    private static List<TerminationCondition> conditions(OptimizationConfiguration configuration) {
        List<TerminationCondition> conditions = configuration.getTerminationConditions();
        if (conditions == null || conditions.isEmpty()) {
            throw new IllegalArgumentException(
                    "A configuration needs termination conditions, but has none");
        }
        return conditions;
    }

    private static TaskCreator defaultTasks(OptimizationConfiguration configuration) {
        Class<?> space = space(configuration).getClass();
        @SuppressWarnings({"unchecked", "rawtypes"})
        TaskCreator tasks = TaskCreatorProvider.defaultTaskCreatorFor((Class) space);
        if (tasks == null) {
            throw new IllegalArgumentException(
                    "Arbiter has no task creator for " + space.getName() + "; give one");
        }
        return tasks;
    }

    /** Tells Arbiter's listeners what happens to the search. */
    private final class Bridge implements SearchListener {

        @Override
        public void onBegin(Search<?> begun) {
            configuration.setExecutionStartTime(System.currentTimeMillis());
            tell(listener -> listener.onInitialization(SafeOptimizationRunner.this));
            if (configuration.getTerminationConditions() != null) {
                for (TerminationCondition condition : configuration.getTerminationConditions()) {
                    condition.initialize(SafeOptimizationRunner.this);
                }
            }
        }

        @Override
        public void onStart(Trial trial) {
            statusChanged(trial);
        }

        private void statusChanged(Trial trial) {
            tell(
                    listener ->
                            listener.onCandidateStatusChange(
                                    info(trial), SafeOptimizationRunner.this, null));
        }

        @Override
        public void onEnd(Trial trial) {
            // Arbiter's tasks tell of their own completion, with the result.
            if (tasks == null || trial.status() != TrialStatus.COMPLETE) {
                statusChanged(trial);
            }
            tell(listener -> listener.onRunnerStatusChange(SafeOptimizationRunner.this));
        }

        @Override
        public void onFinish(SearchResult found) {
            tell(listener -> listener.onShutdown(SafeOptimizationRunner.this));
        }

        private void tell(Consumer<StatusListener> what) {
            for (StatusListener listener : listeners) {
                try {
                    what.accept(listener);
                } catch (RuntimeException e) {
                    LOG.error("A listener failed; the search goes on", e);
                }
            }
        }
    }
}
