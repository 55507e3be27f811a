/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.arbiter.spaces.AcdcConvolution2DSpace;
import io.github.vernier.arbiter.spaces.HashedConvolution2DSpace;
import io.github.vernier.arbiter.spaces.conditional.NamedLeaves;
import io.github.vernier.arbiter.spaces.value.NestedSpaces;
import io.github.vernier.arbiter.testing.SpaceContract;
import io.github.vernier.layers.cost.InfeasibleBudgetException;
import io.github.vernier.layers.cost.NetworkCost;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BudgetSpacesTest {

    private static final InputType INPUT = InputType.convolutional(8, 8, 4);
    private static final List<String> STAGES = List.of("first", "second");

    private static HashedConvolution2DSpace hashed(String stage, ParameterSpace<Integer> channels) {
        return new HashedConvolution2DSpace.Builder()
                .kernelSize(3, 3)
                .nOut(channels)
                .ratio(new StageSetting(stage, 0.01, 1))
                .build();
    }

    private static MultiLayerSpace network() {
        return new MultiLayerSpace.Builder()
                .seed(1)
                .addLayer(hashed("first", new IntegerParameterSpace(8, 16)))
                .addLayer(hashed("second", new IntegerParameterSpace(8, 16)))
                .addLayer(
                        new OutputLayerSpace.Builder()
                                .nOut(2)
                                .l2(new ContinuousParameterSpace(0, 1))
                                .build())
                .setInputType(INPUT)
                .build();
    }

    private static BudgetMultiLayerSpace space(long budget) {
        return new BudgetMultiLayerSpace(network(), budget, BudgetMeasure.PARAMETERS, STAGES);
    }

    @Nested
    class Networks extends SpaceContract<DL4JConfiguration> {

        @Override
        protected ParameterSpace<DL4JConfiguration> space() {
            return BudgetSpacesTest.space(1300);
        }

        @Override
        protected Class<DL4JConfiguration> type() {
            return DL4JConfiguration.class;
        }

        @Override
        protected int searched() {
            return 4;
        }

        @Override
        protected Object comparable(DL4JConfiguration value) {
            return value.toJson();
        }
    }

    @Nested
    class Shares extends SpaceContract<Map<String, Double>> {

        @Override
        protected ParameterSpace<Map<String, Double>> space() {
            return new SharesSpace(List.of("a", "b", "c"));
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        protected Class<Map<String, Double>> type() {
            return (Class) Map.class;
        }

        @Override
        protected int searched() {
            return 2;
        }
    }

    @Test
    void everyCandidateIsOnBudget() {
        BudgetMultiLayerSpace space = space(1300);
        int leaves = NestedSpaces.number(space).size();
        Random random = new Random(3);
        for (int i = 0; i < 10; i++) {
            double[] point = random.doubles(leaves).toArray();
            NetworkCost cost =
                    NetworkCost.of(space.getValue(point).getMultiLayerConfiguration(), INPUT);
            // The output layer has at most 16 * 16 * 2 + 2; the hashed layers' biases at most 32.
            assertThat(cost.parameters()).as("at %s", i).isBetween(1298L, 1300L);
            assertThat(space.size(point)).isEqualTo(cost.parameters());
        }
    }

    @Test
    void sharesDecideWhichStageIsLarge() {
        BudgetMultiLayerSpace space = space(1300);
        NestedSpaces.number(space);
        NamedLeaves leaves = new NamedLeaves(space);
        assertThat(leaves.leaves())
                .extracting(leaves::name)
                .containsExactlyInAnyOrder("share", "layer_0.nOut", "layer_1.nOut", "layer_2.l2");
        long[] low = parameters(space, new double[] {0.1, 0.5, 0.5, 0.5});
        long[] high = parameters(space, new double[] {0.9, 0.5, 0.5, 0.5});

        assertThat(low[0] + low[1]).isCloseTo(high[0] + high[1], within(2L));
        assertThat(low[0]).isLessThan(low[1]);
        // All that the first can take: 9 * 4 * 12 weights and 12 biases.
        assertThat(high[0]).isEqualTo(444);
    }

    private static long[] parameters(BudgetMultiLayerSpace space, double[] point) {
        NetworkCost cost =
                NetworkCost.of(space.getValue(point).getMultiLayerConfiguration(), INPUT);
        return cost.layers().stream().mapToLong(layer -> layer.parameters()).toArray();
    }

    @Test
    void graphsAndCountsAndMultAddsWorkToo() {
        ComputationGraphSpace graph =
                new ComputationGraphSpace.Builder()
                        .seed(1)
                        .addInputs("in")
                        .addLayer(
                                "acdc",
                                new AcdcConvolution2DSpace.Builder()
                                        .kernelSize(3, 3)
                                        .nOut(8)
                                        .factors(new StageCount("first", 1, 12))
                                        .build(),
                                "in")
                        .addLayer("out", new OutputLayerSpace.Builder().nOut(2).build(), "acdc")
                        .setOutputs("out")
                        .setInputTypes(INPUT)
                        .build();
        BudgetGraphSpace space =
                new BudgetGraphSpace(graph, 25_000, BudgetMeasure.MULT_ADDS, List.of("first"));
        assertThat(NestedSpaces.number(space)).isEmpty();
        GraphConfiguration candidate = space.getValue(new double[0]);

        assertThat(space.size(new double[0])).isBetween(20_000L, 25_000L);
        assertThat(candidate.getConfiguration().getVertices()).containsKey("acdc");
    }

    @Test
    void aBudgetThatNoSettingReachesIsRefused() {
        assertThatThrownBy(() -> space(10))
                .isInstanceOf(InfeasibleBudgetException.class)
                .hasMessageContaining("Budget 10 is below the floor");
        assertThatThrownBy(() -> space(1_000_000))
                .isInstanceOf(InfeasibleBudgetException.class)
                .hasMessageContaining("above the ceiling");
    }

    @Test
    void sharesSumToOne() {
        SharesSpace shares = new SharesSpace(List.of("a", "b", "c"));
        NestedSpaces.number(shares);
        for (double u = 0; u <= 1; u += 0.25) {
            assertThat(
                            shares.getValue(new double[] {u, 1 - u}).values().stream()
                                    .mapToDouble(x -> x)
                                    .sum())
                    .isCloseTo(1, within(1e-12));
        }
        assertThat(shares.getValue(new double[] {5 / 9.0, 0.5}))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("a", 1 - 2 / 3.0, "b", 1 / 3.0, "c", 1 / 3.0));
    }
}
