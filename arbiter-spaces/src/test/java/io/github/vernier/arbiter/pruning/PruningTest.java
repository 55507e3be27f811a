/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.EpochScore;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PruningTest {

    private static final List<LearningCurve> FIVE =
            DoubleStream.of(0.1, 0.2, 0.3, 0.4, 0.5)
                    .mapToObj(loss -> new LearningCurve(true, curve(loss + 1, loss)))
                    .toList();

    @Test
    void theMedianIsOfCompleteTrialsAtTheSameEpoch() {
        MedianPruning median = MedianPruning.defaults();
        assertThat(median.verdict(Direction.MINIMIZE, curve(2, 0.31), FIVE))
                .contains(
                        "Epoch 2: best score 0.310000 is worse than the median 0.300000 of 5"
                                + " trials");
        assertThat(median.verdict(Direction.MINIMIZE, curve(2, 0.3), FIVE)).isEmpty();
        assertThat(median.verdict(Direction.MAXIMIZE, curve(0.2, 0.29), FIVE)).isPresent();
        // Its best score so far counts, not the last.
        assertThat(median.verdict(Direction.MINIMIZE, curve(0.25, 9), FIVE)).isEmpty();
        assertThat(median.verdict(Direction.MINIMIZE, curve(Double.NaN, Double.NaN), FIVE))
                .isPresent();
        assertThat(median.verdict(Direction.MINIMIZE, curve(9, 9), FIVE.subList(0, 4))).isEmpty();
        assertThat(new MedianPruning(5, 2).verdict(Direction.MINIMIZE, curve(9, 9), FIVE))
                .isEmpty();
        List<LearningCurve> pruned =
                FIVE.stream().map(curve -> new LearningCurve(false, curve.scores())).toList();
        assertThat(median.verdict(Direction.MINIMIZE, curve(9, 9), pruned)).isEmpty();
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        MedianPruning median = new MedianPruning(1, 0);
        assertThat(median.verdict(Direction.MINIMIZE, curve(9, 0.24), FIVE.subList(0, 4)))
                .isEmpty();
        assertThat(median.verdict(Direction.MINIMIZE, curve(9, 0.26), FIVE.subList(0, 4)))
                .isPresent();
    }

    @Test
    void aRungLetsTheBestOfEachFourPass() {
        SuccessiveHalving halving = new SuccessiveHalving(2, 4);
        // 5 others and itself: the best 6/4 = 1.
        assertThat(halving.verdict(Direction.MINIMIZE, curve(9, 0.09), FIVE)).isEmpty();
        assertThat(halving.verdict(Direction.MINIMIZE, curve(9, 0.11), FIVE))
                .contains("Rung at epoch 2: score 0.110000 is not among the best 1 of 6");
        assertThat(halving.verdict(Direction.MAXIMIZE, curve(9, 0.6), FIVE)).isEmpty();
        // 7 others and itself: the best 2.
        List<LearningCurve> seven =
                IntStream.range(0, 7)
                        .mapToObj(i -> new LearningCurve(false, curve(1, 0.1 * i)))
                        .toList();
        assertThat(halving.verdict(Direction.MINIMIZE, curve(9, 0.05), seven)).isEmpty();
        assertThat(halving.verdict(Direction.MINIMIZE, curve(9, 0.15), seven)).isPresent();
        assertThat(halving.verdict(Direction.MINIMIZE, curve(9, Double.NaN), seven)).isPresent();
        assertThat(halving.verdict(Direction.MINIMIZE, curve(9, 0.3), List.of())).isEmpty();
    }

    @Test
    void onlyRungsAreLookedAt() {
        SuccessiveHalving halving = new SuccessiveHalving(1, 3);
        List<LearningCurve> better =
                List.of(
                        new LearningCurve(
                                true,
                                IntStream.rangeClosed(1, 10)
                                        .mapToObj(epoch -> new EpochScore(epoch, 0))
                                        .toList()));
        List<Integer> rungs =
                IntStream.rangeClosed(1, 10)
                        .filter(
                                epoch ->
                                        halving.verdict(
                                                        Direction.MINIMIZE,
                                                        List.of(new EpochScore(epoch, 1)),
                                                        better)
                                                .isPresent())
                        .boxed()
                        .toList();
        assertThat(rungs).containsExactly(1, 3, 9);
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SuccessiveHalving(1, 1))
                .withMessage("keepOneIn must be at least 2, but got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MedianPruning(0, 0))
                .withMessage("startup must be at least 1, but got 0");
    }

    private static List<EpochScore> curve(double... scores) {
        return IntStream.range(0, scores.length)
                .mapToObj(i -> new EpochScore(i + 1, scores[i]))
                .toList();
    }
}
