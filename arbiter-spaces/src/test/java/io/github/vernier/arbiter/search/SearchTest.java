/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.vernier.arbiter.execution.Objective;
import io.github.vernier.arbiter.generator.Generator;
import io.github.vernier.arbiter.generator.GeneticSearch;
import io.github.vernier.arbiter.generator.GridSearch;
import io.github.vernier.arbiter.generator.RandomSearch;
import io.github.vernier.arbiter.generator.SobolSearch;
import io.github.vernier.arbiter.generator.TpeSearch;
import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.Origin;
import io.github.vernier.arbiter.trial.Outcome;
import io.github.vernier.arbiter.trial.Request;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import io.github.vernier.arbiter.trial.TrialStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class SearchTest {

    @TempDir Path folder;

    static Stream<Generator> generators() {
        return Stream.of(
                TpeSearch.defaults(),
                TpeSearch.builder().kernels(TpeSearch.Kernels.INDEPENDENT).build(),
                new GeneticSearch(6),
                new RandomSearch(),
                new SobolSearch(),
                new GridSearch(2, GridSearch.Order.SHUFFLED));
    }

    @ParameterizedTest
    @MethodSource("generators")
    void theSequenceDoesNotDependOnTheParallelism(Generator generator) {
        List<List<Object>> alone = results(generator, 1);
        assertThat(results(generator, 4)).isEqualTo(alone);
        assertThat(alone).hasSize(24);
        assertThat(alone.stream().map(trial -> trial.get(1)).distinct().count()).isGreaterThan(20);
    }

    private static List<List<Object>> results(Generator generator, int parallelism) {
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            return CheapSearch.builder(store, 24)
                    .generator(generator)
                    .parallelism(parallelism)
                    .build()
                    .run()
                    .trials()
                    .stream()
                    .map(
                            trial ->
                                    List.<Object>of(
                                            trial.seed(),
                                            trial.coordinates(),
                                            trial.values(),
                                            trial.status(),
                                            trial.epochs(),
                                            trial.objectives()))
                    .toList();
        }
    }

    @Test
    void aStoppedSearchIsGoneOnWithWhereItEnded() {
        Path file = folder.resolve("search.db");
        try (TrialStore store = SqliteTrialStore.open(file)) {
            SearchResult stopped =
                    CheapSearch.builder(store, 30)
                            .parallelism(2)
                            .timeLimit(Duration.ofMillis(150))
                            .build()
                            .run();
            assertThat(stopped.end().reason()).isEqualTo(EndReason.TIME_LIMIT);
            assertThat(stopped.trials()).hasSizeLessThan(30);
        }
        List<Trial> resumed;
        try (TrialStore store = SqliteTrialStore.open(file)) {
            SearchResult result = CheapSearch.builder(store, 30).build().run();
            assertThat(result.end())
                    .isEqualTo(new End(EndReason.TRIALS, "All 30 trials have been run"));
            resumed = result.trials();
        }
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            List<Trial> inOneGo = CheapSearch.builder(store, 30).build().run().trials();
            assertThat(resumed)
                    .extracting(Trial::coordinates)
                    .containsExactlyElementsOf(inOneGo.stream().map(Trial::coordinates).toList());
            assertThat(resumed)
                    .extracting(Trial::objectives)
                    .containsExactlyElementsOf(inOneGo.stream().map(Trial::objectives).toList());
        }
    }

    @Test
    void aSearchWithOtherSettingsIsNotGoneOnWith() {
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            CheapSearch.builder(store, 2).build().run();
            Search<double[]> other = CheapSearch.builder(store, 2).lag(1).build();
            assertThatIllegalStateException()
                    .isThrownBy(other::run)
                    .withMessageContaining("has another study");
        }
    }

    @Test
    void aFailedTrialIsTriedAgainAsOftenAsAskedFor() {
        AtomicInteger calls = new AtomicInteger();
        SearchResult result =
                line((x, trial) -> {
                            if (calls.incrementAndGet() < 3) {
                                throw new IllegalStateException("call " + calls);
                            }
                            return x;
                        })
                        .retries(2)
                        .trials(1)
                        .build()
                        .run();
        Trial trial = result.trials().get(0);
        assertThat(trial.status()).isEqualTo(TrialStatus.COMPLETE);
        assertThat(trial.attempt()).isEqualTo(3);
        assertThat(trial.failure()).contains("call 2");
    }

    @Test
    void failuresInARowEndTheSearchAndOthersInBetweenDoNot() {
        SearchResult alternating =
                line((x, trial) -> {
                            if (trial.id() % 3 != 0) {
                                throw new IllegalStateException("two of three");
                            }
                            return x;
                        })
                        .trials(9)
                        .build()
                        .run();
        assertThat(alternating.end().reason()).isEqualTo(EndReason.TRIALS);
        assertThat(alternating.with(TrialStatus.FAILED)).hasSize(6);

        SearchResult always =
                line((x, trial) -> {
                            throw new IllegalStateException("always");
                        })
                        .trials(9)
                        .maxConsecutiveFailures(4)
                        .build()
                        .run();
        assertThat(always.end().reason()).isEqualTo(EndReason.FAILURES);
        assertThat(always.end().explanation())
                .isEqualTo(
                        "4 trials failed in a row; the last one:"
                                + " java.lang.IllegalStateException: always");
        assertThat(always.trials()).hasSize(4);
        assertThat(always.best()).isEmpty();
    }

    @Test
    void aTrialThatTakesTooLongFails() {
        SearchResult result =
                line((x, trial) -> {
                            if (trial.id() == 0) {
                                Thread.sleep(60_000);
                            }
                            return x;
                        })
                        .trials(2)
                        .trialTimeLimit(Duration.ofMillis(200))
                        .build()
                        .run();
        assertThat(result.trials())
                .extracting(Trial::status)
                .containsExactly(TrialStatus.FAILED, TrialStatus.COMPLETE);
        assertThat(result.trials().get(0).failure()).contains("time limit of 0.2 s");
    }

    @Test
    void anotherProcessMayStopTheSearchAndPruneATrial() throws Exception {
        Path file = folder.resolve("search.db");
        CountDownLatch second = new CountDownLatch(2);
        try (TrialStore store = SqliteTrialStore.open(file);
                TrialStore elsewhere = SqliteTrialStore.open(file)) {
            Search<Double> search =
                    line((x, trial) -> {
                                second.countDown();
                                for (int epoch = 1; ; epoch++) {
                                    Thread.sleep(10);
                                    trial.report(epoch, x);
                                }
                            })
                            .store(store)
                            .build();
            Thread run = new Thread(search::run);
            run.start();
            while (elsewhere.trials().stream().noneMatch(trial -> !trial.epochs().isEmpty())) {
                Thread.sleep(10);
            }
            elsewhere.request(Request.prune(0));
            second.await();
            elsewhere.request(Request.stop());
            run.join();
            assertThat(elsewhere.trials())
                    .extracting(Trial::status)
                    .containsExactly(TrialStatus.PRUNED, TrialStatus.CANCELLED);
            assertThat(elsewhere.trials().get(0).failure()).isEqualTo("Pruned by request");
        }
    }

    @Test
    void enqueuedCandidatesComeFirstAndImportedOnesUseNoBudget() {
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            Search<Double> search = line((x, trial) -> x).store(store).trials(3).build();
            search.add(Map.of("value", 0.125), List.of(), Outcome.complete(List.of(0.125), null));
            search.enqueue(Map.of("value", 0.75));
            SearchResult result = search.run();
            assertThat(result.trials())
                    .extracting(Trial::origin)
                    .containsExactly(
                            Origin.IMPORTED, Origin.ENQUEUED, Origin.GENERATED, Origin.GENERATED);
            assertThat((double) result.trials().get(1).values().get("value"))
                    .isEqualTo(result.trials().get(1).objectives().get(0))
                    .isEqualTo(0.75);
        }
    }

    @Test
    void nothingIsAddedToARunningSearchAndOneThatWasStoppedRunsAgain() {
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            List<Throwable> refused = new ArrayList<>();
            Search<Double> search = line((x, trial) -> x).store(store).trials(3).build();
            search.addListener(
                    new SearchListener() {
                        @Override
                        public void onStart(Trial trial) {
                            try {
                                search.enqueue(Map.of("value", 0.5));
                            } catch (IllegalStateException e) {
                                refused.add(e);
                            }
                        }
                    });
            search.stop("Not yet");
            assertThat(search.run().end()).isEqualTo(new End(EndReason.STOPPED, "Not yet"));
            assertThat(search.run().trials()).hasSize(3);
            assertThat(refused).hasSize(3);
        }
    }

    @Test
    void severalGoalsHaveAParetoFront() {
        ParameterSpace<Double> sizes = new DiscreteParameterSpace<>(1.0, 2.0, 3.0, 4.0);
        Map<Double, Double> errors = Map.of(1.0, 0.5, 2.0, 0.2, 3.0, 0.3, 4.0, 0.1);
        SearchResult result =
                Search.builder()
                        .space(sizes)
                        .maximize("accuracy", (size, trial) -> 1 - errors.get(size))
                        .also(new Goal("size", Direction.MINIMIZE), size -> size)
                        .generator(new GridSearch(4, GridSearch.Order.SEQUENTIAL))
                        .build()
                        .run();
        assertThat(result.trials().get(1).objectives()).containsExactly(0.8, 2.0);
        assertThat(result.paretoFront())
                .extracting(trial -> trial.values().get("value"))
                .containsExactly(1.0, 2.0, 4.0);
        assertThat(result.best().orElseThrow().values()).containsEntry("value", 4.0);
    }

    @Test
    void theEstimatorTakesSeveralGoals() {
        SearchResult result =
                line((x, trial) -> (x - 0.2) * (x - 0.2))
                        .also(new Goal("other", Direction.MINIMIZE), x -> (x - 0.6) * (x - 0.6))
                        .trials(100)
                        .build()
                        .run();
        long between =
                result.trials().stream()
                        .skip(20)
                        .map(trial -> (double) trial.values().get("value"))
                        .filter(x -> x > 0.15 && x < 0.65)
                        .count();
        // All points between the two minima are on the front. Of 80 uniform draws about 40 hit
        // this half of the range, and more than 54 with probability 0.001.
        assertThat(between).isGreaterThan(54);
    }

    private static SearchBuilder<Double> line(Objective<Double> objective) {
        return Search.builder()
                .space(new ContinuousParameterSpace(0, 1))
                .minimize("x", objective)
                .seed(3);
    }
}
