/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.arbiter.generator.RandomSearch;
import io.github.vernier.arbiter.search.Search;
import io.github.vernier.arbiter.search.SearchBuilder;
import io.github.vernier.arbiter.spaces.conditional.ChoiceSpace;
import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.spaces.value.LogSpace;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.TrialStore;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnalysisTest {

    private final TrialStore store = SqliteTrialStore.inMemory();

    @AfterEach
    void close() {
        store.close();
    }

    /** A rate that decides, a branch of which one setting decides a little, and noise. */
    static final class Space extends CompositeSpace<List<Double>> {

        private ParameterSpace<Double> rate = new LogSpace(1e-4, 1);
        private ParameterSpace<Double> branch =
                new ChoiceSpace<>(Map.of("a", new ContinuousParameterSpace(0, 1)));
        private ParameterSpace<Double> noise = new ContinuousParameterSpace(0, 1);

        @Override
        public List<Double> getValue(double[] values) {
            return List.of(rate.getValue(values), branch.getValue(values), noise.getValue(values));
        }
    }

    private static double distance(List<Double> x) {
        return Math.pow(Math.log10(x.get(0)) + 2, 2) + 0.3 * x.get(1);
    }

    private SearchBuilder<List<Double>> search() {
        return Search.builder()
                .space(new Space())
                .minimize("loss", (x, trial) -> distance(x))
                .generator(new RandomSearch())
                .store(store)
                .maxConsecutiveFailures(100)
                .seed(4);
    }

    @Test
    void theParameterThatDecidesIsTheMostImportant() {
        search().trials(60).build().run();
        Importance importance =
                ForestImportance.of(store.study().orElseThrow(), store.trials()).orElseThrow();

        assertThat(importance.trials()).isEqualTo(60);
        assertThat(importance.explained()).isBetween(0.6, 1.0);
        assertThat(importance.shares().keySet()).containsExactly("rate", "branch.a", "noise");
        assertThat(importance.shares().values().stream().mapToDouble(x -> x).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(importance.shares().get("rate")).isGreaterThan(0.8);
        assertThat(importance.shares().get("noise")).isLessThan(0.1);
        assertThat(ForestImportance.of(store.study().orElseThrow(), store.trials()))
                .contains(importance);
    }

    @Test
    void aFewTrialsSayNothing() {
        search().trials(3).build().run();
        assertThat(ForestImportance.of(store.study().orElseThrow(), store.trials())).isEmpty();
    }

    @Test
    void theBestNeverGetsWorse() {
        search().trials(20).build().run();
        List<BestSoFar> history = BestSoFar.of(store.study().orElseThrow(), store.trials());

        assertThat(history).hasSize(20);
        assertThat(history.get(0).best()).isEqualTo(history.get(0).score());
        for (int i = 1; i < 20; i++) {
            assertThat(history.get(i).best())
                    .isEqualTo(Math.min(history.get(i - 1).best(), history.get(i).score()));
        }
    }

    @Test
    void slicesHaveTheValuesOfTheParameter() {
        search().trials(5).build().run();
        assertThat(SlicePoint.of(store.study().orElseThrow(), store.trials(), "rate"))
                .hasSize(5)
                .allSatisfy(
                        point ->
                                assertThat(point.value())
                                        .isEqualTo(
                                                store.trial(point.trial())
                                                        .orElseThrow()
                                                        .values()
                                                        .get("rate")));
        assertThatThrownBy(() -> SlicePoint.of(store.study().orElseThrow(), List.of(), "other"))
                .hasMessage("No parameter \"other\"; there are [rate, branch.a, noise]");
    }

    @Test
    void failuresAreGroupedByReason() {
        Search.builder()
                .space(new Space())
                .minimize(
                        "loss",
                        (x, trial) -> {
                            if (x.get(2) > 0.5) {
                                throw new IllegalStateException(x.get(1) > 0.5 ? "one" : "two");
                            }
                            return 1.0;
                        })
                .generator(new RandomSearch())
                .store(store)
                .maxConsecutiveFailures(100)
                .trials(30)
                .build()
                .run();
        List<FailureGroup> groups = FailureGroup.of(store.trials());

        assertThat(groups)
                .extracting(FailureGroup::reason)
                .containsExactlyInAnyOrder(
                        "java.lang.IllegalStateException: one",
                        "java.lang.IllegalStateException: two");
        assertThat(groups.get(0).trials())
                .hasSizeGreaterThanOrEqualTo(groups.get(1).trials().size());
    }
}
