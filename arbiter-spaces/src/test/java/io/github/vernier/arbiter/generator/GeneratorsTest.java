/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.spaces.conditional.ChoiceSpace;
import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.NewTrial;
import io.github.vernier.arbiter.trial.Origin;
import io.github.vernier.arbiter.trial.Outcome;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Study;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.junit.jupiter.api.Test;

class GeneratorsTest {

    private static final List<Goal> LOSS = List.of(new Goal("loss", Direction.MINIMIZE));

    private static final SearchSpace<Double> LINE =
            SearchSpace.of(new ContinuousParameterSpace(0, 1));

    @Test
    void sobolPutsOnePointIntoEachEqualPart() {
        for (long seed = 0; seed < 5; seed++) {
            List<double[]> points = points(new SobolSearch(), LINE, seed, 32);
            assertThat(points.stream().mapToInt(point -> (int) (point[0] * 32)))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 32).boxed().toList());
        }
        assertThat(points(new SobolSearch(), LINE, 1, 1).get(0)[0])
                .isNotEqualTo(points(new SobolSearch(), LINE, 2, 1).get(0)[0]);
    }

    @Test
    void pointsAreOfTheUnitCubeAndOfTheSeed() {
        for (Generator generator :
                List.of(new RandomSearch(), new SobolSearch(), TpeSearch.defaults())) {
            List<double[]> points = points(generator, LINE, 5, 40);
            assertThat(points).allSatisfy(point -> assertThat(point[0]).isBetween(0.0, 1.0));
            assertThat(points(generator, LINE, 5, 40).toArray(double[][]::new))
                    .isDeepEqualTo(points.toArray(double[][]::new));
            assertThat(points(generator, LINE, 6, 1).get(0)).isNotEqualTo(points.get(0));
        }
    }

    @Test
    void aGridOfBranchesIsTheSumOfTheirGrids() {
        Map<String, ParameterSpace<Integer>> branches = new LinkedHashMap<>();
        branches.put("few", new IntegerParameterSpace(1, 3));
        branches.put("many", new IntegerParameterSpace(10, 14));
        branches.put("none", new FixedValue<>(0));
        SearchSpace<Integer> space = SearchSpace.of(new ChoiceSpace<>(branches));
        GridSearch grid = new GridSearch(10, GridSearch.Order.SEQUENTIAL);
        assertThat(grid.size(space)).isEqualTo(3 + 5 + 1);
        Study study = study(space, 1);
        CandidateSequence sequence = grid.begin(space, study);
        List<Integer> made = new ArrayList<>();
        History nothing = new History(0, List.of(), List.of());
        for (var point = sequence.next(nothing);
                point.isPresent();
                point = sequence.next(nothing)) {
            made.add(space.configuration(point.get()));
        }
        assertThat(made).containsExactlyInAnyOrder(1, 2, 3, 10, 11, 12, 13, 14, 0);
        GridSearch shuffled = new GridSearch(10, GridSearch.Order.SHUFFLED);
        assertThat(shuffled.begin(space, study).next(nothing).orElseThrow())
                .isEqualTo(shuffled.begin(space, study).next(nothing).orElseThrow());
    }

    @Test
    void theEstimatorGoesWhereGoodTrialsAre() {
        List<Trial> known = trials(LINE, x -> Math.abs(x[0] - 0.7), spread(40));
        CandidateSequence sequence = TpeSearch.defaults().begin(LINE, study(LINE, 1));
        double[] proposals =
                IntStream.range(40, 140)
                        .mapToDouble(
                                id ->
                                        sequence.next(new History(id, known, List.of()))
                                                .orElseThrow()[0])
                        .sorted()
                        .toArray();
        assertThat(proposals[10]).isGreaterThan(0.5);
        assertThat(proposals[90]).isLessThan(0.9);
    }

    @Test
    void pendingTrialsKeepTheEstimatorAway() {
        List<Trial> all =
                trials(
                        LINE,
                        x -> Math.abs(x[0] - 0.7),
                        DoubleStream.concat(spread(40), DoubleStream.generate(() -> 0.7).limit(8)));
        List<Trial> known = all.subList(0, 40);
        CandidateSequence sequence = TpeSearch.defaults().begin(LINE, study(LINE, 1));
        double alone = meanDistance(sequence, known, List.of());
        double crowded = meanDistance(sequence, known, all.subList(40, 48));
        assertThat(crowded).isGreaterThan(1.2 * alone);
    }

    private static double meanDistance(
            CandidateSequence sequence, List<Trial> known, List<Trial> pending) {
        return IntStream.range(48, 148)
                .mapToDouble(
                        id ->
                                Math.abs(
                                        sequence.next(new History(id, known, pending))
                                                        .orElseThrow()[0]
                                                - 0.7))
                .average()
                .orElseThrow();
    }

    @Test
    void theEstimatorLearnsAChoiceAndIgnoresWhatPlaysNoPart() {
        Map<String, ParameterSpace<Double>> branches = new LinkedHashMap<>();
        branches.put("bad", new ContinuousParameterSpace(10, 11));
        branches.put("good", new ContinuousParameterSpace(0, 1));
        SearchSpace<Double> space = SearchSpace.of(new ChoiceSpace<>(branches));
        List<double[]> points = points(new SobolSearch(), space, 3, 40);
        List<Trial> known;
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            points.forEach(point -> add(store, space, point, space.configuration(point)));
            known = store.trials();
        }
        CandidateSequence sequence = TpeSearch.defaults().begin(space, study(space, 1));
        long good =
                IntStream.range(40, 140)
                        .mapToObj(
                                id ->
                                        sequence.next(new History(id, known, List.of()))
                                                .orElseThrow())
                        .filter(point -> space.values(point).get("choice").equals("good"))
                        .count();
        assertThat(good).isGreaterThan(90);
    }

    @Test
    void geneticSearchOfOneParameterRunsOutOfGenes() {
        CandidateSequence sequence = new GeneticSearch(6).begin(LINE, study(LINE, 5));
        List<Trial> known = trials(LINE, x -> x[0], spread(20));
        long made =
                IntStream.range(20, 1000)
                        .mapToObj(id -> sequence.next(new History(id, known, List.of())))
                        .takeWhile(Optional::isPresent)
                        .count();
        assertThat(made).isBetween(1L, 100L);
        assertThat(sequence.next(new History(1000, known, List.of()))).isEmpty();
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TpeSearch.builder().priorWeight(0))
                .withMessage("priorWeight must be above 0, but got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GridSearch(0, GridSearch.Order.SEQUENTIAL))
                .withMessage("resolution must be at least 1, but got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeneticSearch(5))
                .withMessage("population must be at least 6, but got 5");
    }

    @Test
    void seedsOfTrialsDiffer() {
        Set<Long> seeds =
                Set.copyOf(
                        IntStream.range(0, 1000)
                                .mapToObj(id -> Seeds.ofTrial(id % 2, id / 2))
                                .toList());
        assertThat(seeds).hasSize(1000);
    }

    private static DoubleStream spread(int n) {
        return IntStream.range(0, n).mapToDouble(i -> (i + 0.5) / n);
    }

    private static List<Trial> trials(
            SearchSpace<?> space, ToDoubleFunction<double[]> loss, DoubleStream coordinates) {
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            coordinates.forEach(
                    x -> {
                        double[] point = {x};
                        add(store, space, point, loss.applyAsDouble(point));
                    });
            return store.trials();
        }
    }

    private static void add(TrialStore store, SearchSpace<?> space, double[] point, double loss) {
        store.addFinished(
                new NewTrial(
                        Origin.GENERATED,
                        0,
                        DoubleStream.of(point).boxed().toList(),
                        space.values(point),
                        null),
                List.of(),
                Outcome.complete(List.of(loss), null));
    }

    /** The first points of a search that scores each with its first coordinate. */
    private static List<double[]> points(
            Generator generator, SearchSpace<?> space, long seed, int count) {
        CandidateSequence sequence = generator.begin(space, study(space, seed));
        List<double[]> points = new ArrayList<>();
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            for (int id = 0; id < count; id++) {
                double[] point =
                        sequence.next(new History(id, store.trials(), List.of())).orElseThrow();
                points.add(point);
                add(store, space, point, point[0]);
            }
        }
        return points;
    }

    private static Study study(SearchSpace<?> space, long seed) {
        return new Study("test", seed, LOSS, space.descriptions(), Map.of());
    }
}
