/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.conditional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vernier.arbiter.spaces.AcdcConvolution2DSpace;
import io.github.vernier.arbiter.spaces.HashedConvolution2DSpace;
import io.github.vernier.arbiter.spaces.training.AdamUpdaterSpace;
import io.github.vernier.arbiter.spaces.value.LinkedSpace;
import io.github.vernier.arbiter.spaces.value.LogSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator.Mode;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;

class ConditionalSpacesTest {

    /** 3 * 2 + 4 * 2 layers that differ; 2 * 3 * 2 * 4 * 2 in a product of all. */
    private static MultiLayerSpace network() {
        return new MultiLayerSpace.Builder()
                .seed(1)
                .updater(
                        AdamUpdaterSpace.withRate(
                                new LinkedSpace<>("rate", Double.class, new LogSpace(1e-4, 1e-2))))
                .addLayer(
                        new ChoiceLayerSpace.Builder()
                                .branch(
                                        "hashed",
                                        new HashedConvolution2DSpace.Builder()
                                                .kernelSize(3, 3)
                                                .nOut(8)
                                                .ratio(new DiscreteParameterSpace<>(0.1, 0.2, 0.4))
                                                .signed(new BooleanSpace())
                                                .build())
                                .branch(
                                        "acdc",
                                        new AcdcConvolution2DSpace.Builder()
                                                .kernelSize(3, 3)
                                                .nOut(8)
                                                .factors(new IntegerParameterSpace(1, 4))
                                                .original(new DiscreteParameterSpace<>(true, false))
                                                .build())
                                .build())
                .addLayer(new OutputLayerSpace.Builder().nOut(2).build())
                .setInputType(InputType.convolutional(8, 8, 4))
                .build();
    }

    @Test
    void parametersAreNamedByTheirPath() {
        MultiLayerSpace space = network();
        new RandomSearchGenerator(space);
        NamedLeaves leaves = new NamedLeaves(space);

        assertThat(leaves.leaves())
                .extracting(leaves::name)
                .containsExactly(
                        "rate",
                        "layer_0.choice",
                        "layer_0.hashed.ratio",
                        "layer_0.hashed.signed",
                        "layer_0.acdc.factors",
                        "layer_0.acdc.original");
    }

    @Test
    void parametersOfOtherBranchesAreNull() {
        MultiLayerSpace space = network();
        RandomSearchGenerator random = new RandomSearchGenerator(space);
        NamedLeaves leaves = new NamedLeaves(space);
        for (int i = 0; i < 20; i++) {
            double[] point = random.getCandidate().getFlatParameters();
            Map<String, Object> values = leaves.values(point);
            boolean hashed = "hashed".equals(values.get("layer_0.choice"));
            assertThat(values.get("layer_0.hashed.ratio") != null).isEqualTo(hashed);
            assertThat(values.get("layer_0.hashed.signed") != null).isEqualTo(hashed);
            assertThat(values.get("layer_0.acdc.factors") == null).isEqualTo(hashed);
            assertThat(values.get("rate")).isInstanceOf(Double.class);
            String layer =
                    space.getValue(point)
                            .getMultiLayerConfiguration()
                            .getConf(0)
                            .getLayer()
                            .getClass()
                            .getSimpleName();
            assertThat(layer).startsWith(hashed ? "Hashed" : "Acdc");
        }
    }

    @Test
    void theActiveGridVisitsEachCandidateOnce() {
        ActiveGridGenerator grid = new ActiveGridGenerator(network(), 4, Mode.Sequential);
        int rates = 4;

        assertThat(grid.getTotalNumCandidates()).isEqualTo(rates * (3 * 2 + 4 * 2));
        assertThat(all(grid)).hasSize(rates * 14).doesNotHaveDuplicates();
        assertThat(
                        new GridSearchCandidateGenerator(network(), 4, Mode.Sequential, null)
                                .getTotalNumCandidates())
                .isEqualTo(rates * 2 * 3 * 4 * 4 * 2);
    }

    private static List<String> all(CandidateGenerator grid) {
        List<String> candidates = new ArrayList<>();
        while (grid.hasMoreCandidates()) {
            Candidate<?> candidate = grid.getCandidate();
            assertThat(candidate.getException()).isNull();
            candidates.add(((DL4JConfiguration) candidate.getValue()).toJson());
        }
        return candidates;
    }

    @Test
    void theSeedDecidesARandomOrder() {
        assertThat(shuffled(1))
                .isEqualTo(shuffled(1))
                .isNotEqualTo(shuffled(2))
                .hasSameElementsAs(shuffled(2));
    }

    private static List<String> shuffled(long seed) {
        ActiveGridGenerator grid = new ActiveGridGenerator(network(), 2, Mode.RandomOrder);
        grid.setRngSeed(seed);
        return all(grid);
    }

    @Test
    void aConfigurationWithTheGridTravelsInJson() {
        OptimizationConfiguration plan =
                new OptimizationConfiguration.Builder()
                        .candidateGenerator(new ActiveGridGenerator(network(), 2, Mode.Sequential))
                        .build();
        OptimizationConfiguration copy = OptimizationConfiguration.fromJson(plan.toJson());

        assertThat(all(copy.getCandidateGenerator())).isEqualTo(all(plan.getCandidateGenerator()));
    }

    @Test
    void aGridBeyondReasonIsRefused() {
        assertThatThrownBy(() -> new ActiveGridGenerator(network(), 1_000_000, Mode.Sequential))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 1000000 candidates");
        assertThatThrownBy(() -> new ChoiceSpace<>(Map.of()))
                .hasMessageContaining("branches must be one or more");
    }
}
