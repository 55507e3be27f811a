/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.arbiter.generator.GridSearch;
import io.github.vernier.arbiter.search.EndReason;
import io.github.vernier.arbiter.search.Search;
import io.github.vernier.arbiter.search.SearchResult;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxTimeCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator.Mode;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.scoring.impl.TestSetLossScoreFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where Arbiter 1.0.0-beta7's runner hangs or lies, and this one does not. */
@Timeout(120)
class HazardsTest {

    /** Long enough for beta7, which looks once a second, to end if it ever does. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final TaskCreator INDEX = new Scored(candidate -> candidate.getIndex());

    private final Release release = new Release();

    @TempDir Path folder;

    @Test
    void aGridSmallerThanTheNumberOfCandidatesEndsTheSearch() throws Exception {
        IOptimizationRunner beta7 =
                new LocalOptimizationRunner(released(grid(sixValues()), max(10)), INDEX);
        try (BoundedRun run = new BoundedRun(beta7, release)) {
            assertThat(run.endsWithin(PATIENCE)).isFalse();
            assertThat(beta7.numCandidatesCompleted()).isEqualTo(6);
        }
        SafeOptimizationRunner ours =
                new SafeOptimizationRunner(1, configuration(grid(sixValues()), max(10)), INDEX);
        ours.execute();
        assertThat(ours.numCandidatesCompleted()).isEqualTo(6);
        assertThat(ours.end().orElseThrow().reason()).isEqualTo(EndReason.EXHAUSTED);
        assertThat(ours.end().orElseThrow().explanation())
                .isEqualTo("The space has no candidate beside the 6 run");
    }

    @Test
    void candidatesThatCannotBeMadeCountAsFailedAndEndTheSearch() throws Exception {
        FailingSpace space = new FailingSpace(release);
        TerminationCondition[] limits = {max(4), new MaxTimeCondition(2, TimeUnit.SECONDS)};
        IOptimizationRunner beta7 =
                new LocalOptimizationRunner(
                        released(new RandomSearchGenerator(space), limits), INDEX);
        try (BoundedRun run = new BoundedRun(beta7, release)) {
            assertThat(run.endsWithin(PATIENCE)).isFalse();
            assertThat(beta7.numCandidatesFailed()).isZero();
            assertThat(beta7.numCandidatesTotal()).isZero();
        }
        SafeOptimizationRunner ours =
                new SafeOptimizationRunner(
                        1,
                        configuration(
                                new RandomSearchGenerator(new FailingSpace(new Release())), limits),
                        INDEX);
        ours.execute();
        assertThat(ours.numCandidatesFailed()).isEqualTo(3);
        assertThat(ours.end().orElseThrow().reason()).isEqualTo(EndReason.FAILURES);
        assertThat(ours.end().orElseThrow().explanation()).startsWith("3 trials failed in a row");
        assertThat(ours.getCandidateStatus().get(0).getExceptionStackTrace())
                .contains("no such network")
                .contains("FailingSpace.getValue");
    }

    @Test
    void notANumberNeverWins() throws Exception {
        TaskCreator nanFirst =
                new Scored(
                        candidate -> candidate.getIndex() == 0 ? Double.NaN : candidate.getIndex());
        IOptimizationRunner beta7 =
                new LocalOptimizationRunner(released(random(), max(4)), nanFirst);
        try (BoundedRun run = new BoundedRun(beta7, release)) {
            assertThat(run.endsWithin(SOON)).isTrue();
        }
        assertThat(beta7.bestScore()).isNaN();
        assertThat(beta7.numCandidatesFailed()).isZero();

        SafeOptimizationRunner ours =
                new SafeOptimizationRunner(1, configuration(random(), max(4)), nanFirst);
        ours.execute();
        assertThat(ours.bestScore()).isEqualTo(1);
        assertThat(ours.bestScoreCandidateIndex()).isEqualTo(1);
        assertThat(ours.numCandidatesFailed()).isEqualTo(1);
        assertThat(ours.search().trials().get(0).failure())
                .isEqualTo("Scores must be finite, but got [NaN]");
    }

    @Test
    void theTimeLimitIsHardEvenForCandidatesThatIgnoreInterruption() throws Exception {
        TaskCreator stuck = new Scored(candidate -> stuck());
        // beta7 waits for a second before it starts anything.
        TerminationCondition limit = new MaxTimeCondition(2500, TimeUnit.MILLISECONDS);
        IOptimizationRunner beta7 = new LocalOptimizationRunner(released(random(), limit), stuck);
        try (BoundedRun run = new BoundedRun(beta7, release)) {
            assertThat(run.endsWithin(PATIENCE.multipliedBy(2))).isFalse();
            assertThat(beta7.numCandidatesQueued()).isEqualTo(1);
        }
        Release ourRelease = new Release();
        SafeOptimizationRunner ours =
                new SafeOptimizationRunner(
                        configuration(random(), limit),
                        new Scored(
                                candidate -> {
                                    ourRelease.awaitStubbornly();
                                    return 0;
                                }),
                        search -> search.grace(Duration.ofMillis(300)));
        try (BoundedRun run = new BoundedRun(ours, ourRelease)) {
            assertThat(run.endsWithin(SOON)).isTrue();
            assertThat(ours.end().orElseThrow().reason()).isEqualTo(EndReason.TIME_LIMIT);
            assertThat(ours.getCandidateStatus().get(0).getCandidateStatus())
                    .isEqualTo(CandidateStatus.Cancelled);
            assertThat(ours.search().trials().get(0).failure()).contains("left behind");
        }
    }

    @Test
    void shutdownEndsTheSearch() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        IOptimizationRunner beta7 =
                new LocalOptimizationRunner(released(random(), max(3)), sleeping(started));
        try (BoundedRun run = new BoundedRun(beta7, release)) {
            started.await();
            beta7.shutdown(false);
            // Either it never notices, or its next candidate is rejected and the run breaks.
            assertThat(run.endsWithin(PATIENCE) && run.thrown() == null).isFalse();
        }
        CountDownLatch oursStarted = new CountDownLatch(1);
        SafeOptimizationRunner ours =
                new SafeOptimizationRunner(
                        1, configuration(random(), max(3)), sleeping(oursStarted));
        try (BoundedRun run = new BoundedRun(ours, release)) {
            oursStarted.await();
            ours.shutdown(false);
            assertThat(run.endsWithin(SOON)).isTrue();
            assertThat(run.thrown()).isNull();
            assertThat(ours.end().orElseThrow().reason()).isEqualTo(EndReason.STOPPED);
            assertThat(ours.search().trials())
                    .extracting(Trial::status)
                    .containsExactly(TrialStatus.CANCELLED);
        }
    }

    @Test
    void aChoiceOfOneValueInAGridIsOneValue() throws Exception {
        IOptimizationRunner beta7 =
                new LocalOptimizationRunner(
                        released(grid(new Guarded(oneChoiceAndThree(), release)), max(3)), INDEX);
        try (BoundedRun run = new BoundedRun(beta7, release)) {
            assertThat(run.endsWithin(PATIENCE)).isFalse();
            assertThat(beta7.numCandidatesCompleted()).isZero();
            assertThat(beta7.getCandidateStatus().get(0).getExceptionStackTrace())
                    .contains("ArrayIndexOutOfBoundsException");
        }
        assertThat(candidates(oneChoiceAndThree())).containsExactly("only 1", "only 2", "only 3");
    }

    @Test
    void aBooleanInAGridHasTwoValues() throws Exception {
        List<Object> tried = new ArrayList<>();
        IOptimizationRunner beta7 =
                new LocalOptimizationRunner(
                        released(grid(new BooleanSpace()), max(5)),
                        new Scored(
                                candidate -> {
                                    tried.add(candidate.getValue());
                                    return 0;
                                }));
        try (BoundedRun run = new BoundedRun(beta7, release)) {
            assertThat(run.endsWithin(SOON)).isTrue();
        }
        assertThat(tried).containsExactly(true, true, true, false, false);
        assertThat(candidates(new BooleanSpace())).containsExactly("true", "false");
    }

    @Test
    void asManyCandidatesAsAskedForWhateverTheParallelism() throws Exception {
        TaskCreator slow =
                new Scored(
                        candidate -> {
                            sleep(Duration.ofMillis(50));
                            return 0;
                        });
        IOptimizationRunner beta7 =
                new LocalOptimizationRunner(3, released(random(), max(4)), slow);
        try (BoundedRun run = new BoundedRun(beta7, release)) {
            assertThat(run.endsWithin(SOON)).isTrue();
        }
        assertThat(beta7.numCandidatesTotal()).isGreaterThan(4);
        SafeOptimizationRunner ours =
                new SafeOptimizationRunner(3, configuration(random(), max(4)), slow);
        ours.execute();
        assertThat(ours.numCandidatesTotal()).isEqualTo(4);
        assertThat(ours.numCandidatesCompleted()).isEqualTo(4);
    }

    @Test
    void sampledValuesAreKeptByName() throws Exception {
        IOptimizationRunner beta7 =
                new LocalOptimizationRunner(released(grid(sixValues()), max(2)), INDEX);
        try (BoundedRun run = new BoundedRun(beta7, release)) {
            assertThat(run.endsWithin(SOON)).isTrue();
        }
        // Coordinates of the unit cube are all there is, and they are gone with the process.
        assertThat(beta7.getCandidateStatus().get(1).getFlatParams()).containsExactly(0.2);

        Path file = folder.resolve("search.db");
        try (SqliteTrialStore store = SqliteTrialStore.open(file)) {
            new SafeOptimizationRunner(
                            configuration(grid(sixValues()), max(2)),
                            INDEX,
                            search -> search.store(store))
                    .execute();
        }
        try (SqliteTrialStore store = SqliteTrialStore.open(file)) {
            assertThat(store.trials().get(1).values()).containsEntry("value", 2L);
            assertThat(store.trials().get(1).host()).isNotBlank();
            assertThat(store.trials().get(1).versions()).containsKey("java");
        }
    }

    @Test
    void aFailingTaskKeepsItsStackTraceAndDoesNotStopTheOthers() {
        TaskCreator second =
                new Scored(
                        candidate -> {
                            if (candidate.getIndex() == 1) {
                                throw new IllegalStateException("diverged");
                            }
                            return candidate.getIndex();
                        });
        SafeOptimizationRunner ours =
                new SafeOptimizationRunner(1, configuration(random(), max(4)), second);
        ours.execute();
        assertThat(ours.numCandidatesCompleted()).isEqualTo(3);
        assertThat(ours.numCandidatesFailed()).isEqualTo(1);
        assertThat(ours.search().trials().get(1).failure())
                .startsWith("java.lang.IllegalStateException: diverged")
                .contains("HazardsTest");
    }

    private double stuck() {
        release.awaitStubbornly();
        return 0;
    }

    private static TaskCreator sleeping(CountDownLatch started) {
        return new Scored(
                candidate -> {
                    started.countDown();
                    sleep(Duration.ofMinutes(1));
                    return 0;
                });
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static ParameterSpace<Integer> sixValues() {
        return new IntegerParameterSpace(1, 6);
    }

    private static PairSpace oneChoiceAndThree() {
        return new PairSpace(new DiscreteParameterSpace<>("only"), new IntegerParameterSpace(1, 3));
    }

    /** What our grid makes of a space, in order. */
    private static List<String> candidates(ParameterSpace<?> space) {
        Set<String> made = Collections.synchronizedSet(new LinkedHashSet<>());
        SearchResult result =
                Search.builder()
                        .space(space)
                        .minimize(
                                "score",
                                (value, trial) -> {
                                    made.add(value.toString());
                                    return 0;
                                })
                        .generator(new GridSearch(5, GridSearch.Order.SEQUENTIAL))
                        .build()
                        .run();
        assertThat(result.end().reason()).isEqualTo(EndReason.EXHAUSTED);
        assertThat(result.trials()).hasSize(made.size());
        return List.copyOf(made);
    }

    private static MaxCandidatesCondition max(int candidates) {
        return new MaxCandidatesCondition(candidates);
    }

    private static CandidateGenerator random() {
        return new RandomSearchGenerator(new ContinuousParameterSpace(0, 1));
    }

    private static CandidateGenerator grid(ParameterSpace<?> space) {
        int resolution = space instanceof BooleanSpace ? 5 : 6;
        return new GridSearchCandidateGenerator(space, resolution, Mode.Sequential, null);
    }

    /** For beta7: ends when the test has seen enough. */
    private OptimizationConfiguration released(
            CandidateGenerator generator, TerminationCondition... conditions) {
        OptimizationConfiguration configuration = configuration(generator, conditions);
        List<TerminationCondition> all = new ArrayList<>(List.of(conditions));
        all.add(release);
        configuration.setTerminationConditions(all);
        return configuration;
    }

    private static OptimizationConfiguration configuration(
            CandidateGenerator generator, TerminationCondition... conditions) {
        return new OptimizationConfiguration.Builder()
                .candidateGenerator(generator)
                .scoreFunction(new TestSetLossScoreFunction())
                .terminationConditions(conditions)
                .build();
    }
}
