/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;

/**
 * What every layer space must do inside Arbiter beside being a space; a test of a layer's space
 * extends it.
 */
public abstract class LayerSpaceContract extends SpaceContract<Layer> {

    /**
     * A new space that searches every option; in the network below all its values must be valid.
     */
    @Override
    protected abstract LayerSpace<? extends Layer> space();

    /** A new, small space with at least one searched option, for a grid. */
    protected abstract LayerSpace<? extends Layer> gridSpace();

    /** The number of different candidates of {@link #gridSpace}, ranges cut to 3 values. */
    protected abstract int gridSize();

    /** What enters the layer. */
    protected InputType inputType() {
        return InputType.convolutional(12, 12, 4);
    }

    /** The fixed output layer after it. */
    protected LayerSpace<? extends Layer> head() {
        return new OutputLayerSpace.Builder().nOut(2).build();
    }

    /** A network space with the layer. */
    protected MultiLayerSpace network(LayerSpace<? extends Layer> layer) {
        return new MultiLayerSpace.Builder()
                .seed(1)
                .addLayer(layer)
                .addLayer(head())
                .setInputType(inputType())
                .build();
    }

    /** The network of {@link #network} with a layer that is chosen. */
    protected MultiLayerConfiguration configuration(Layer layer) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .list(layer, head().getValue(new double[0]))
                .setInputType(inputType())
                .build();
    }

    /** A graph space with the layer. */
    protected ComputationGraphSpace graph(LayerSpace<? extends Layer> layer) {
        return new ComputationGraphSpace.Builder()
                .seed(1)
                .addInputs("in")
                .addLayer("layer", layer, "in")
                .addLayer("out", head(), "layer")
                .setOutputs("out")
                .setInputTypes(inputType())
                .build();
    }

    @Override
    protected Class<Layer> type() {
        return Layer.class;
    }

    @Test
    void aNetworkHasTheLayersParameters() {
        assertThat(network(space()).numParameters()).isEqualTo(searched());
        assertThat(graph(space()).numParameters()).isEqualTo(searched());
    }

    @Test
    void aNetworksCandidateHoldsTheLayersCandidate() {
        LayerSpace<? extends Layer> layer = space();
        MultiLayerSpace network = network(layer);
        Candidate<?> candidate = new RandomSearchGenerator(network).getCandidate();
        assertThat(candidate.getException()).isNull();
        for (double[] point : unitCube(searched())) {
            assertThat(network.getValue(point).getMultiLayerConfiguration().toJson())
                    .as("at %s", point)
                    .isEqualTo(configuration(layer.getValue(point)).toJson());
        }
    }

    @Test
    void aGraphsCandidateEqualsTheNetworks() {
        LayerSpace<? extends Layer> layer = space();
        MultiLayerSpace network = network(layer);
        ComputationGraphSpace graph = graph(layer);
        assertThat(new RandomSearchGenerator(graph).getCandidate().getException()).isNull();
        for (double[] point : unitCube(searched())) {
            Layer inGraph =
                    ((LayerVertex)
                                    graph.getValue(point)
                                            .getConfiguration()
                                            .getVertices()
                                            .get("layer"))
                            .getLayerConf()
                            .getLayer();
            Layer inNetwork =
                    network.getValue(point).getMultiLayerConfiguration().getConf(0).getLayer();
            inNetwork.setLayerName(inGraph.getLayerName());
            assertThat(inGraph).as("at %s", point).isEqualTo(inNetwork);
        }
    }

    @Test
    void jsonAndYamlKeepTheNetworkSpace() {
        MultiLayerSpace space = network(space());
        assertThat(MultiLayerSpace.fromJson(space.toJson())).isEqualTo(space);
        assertThat(new RandomSearchGenerator(space).getCandidate().getException()).isNull();
        Stream.of(
                        MultiLayerSpace.fromJson(space.toJson()),
                        MultiLayerSpace.fromYaml(space.toYaml()))
                .forEach(
                        copy -> {
                            assertThat(copy).isEqualTo(space).hasSameHashCodeAs(space);
                            for (double[] point : unitCube(searched())) {
                                assertThat(copy.getValue(point).toJson())
                                        .isEqualTo(space.getValue(point).toJson());
                            }
                        });
    }

    @Test
    void jsonAndYamlKeepTheGraphSpace() {
        ComputationGraphSpace space = graph(space());
        assertThat(new RandomSearchGenerator(space).getCandidate().getException()).isNull();
        Stream.of(
                        ComputationGraphSpace.fromJson(space.toJson()),
                        ComputationGraphSpace.fromYaml(space.toYaml()))
                .forEach(
                        copy -> {
                            // Arbiter's own array of input types equals no copy of itself.
                            assertThat(copy.toJson()).isEqualTo(space.toJson());
                            for (double[] point : unitCube(searched())) {
                                assertThat(copy.getValue(point).toJson())
                                        .isEqualTo(space.getValue(point).toJson());
                            }
                        });
    }

    @Test
    void aSpaceReadFromJsonGivesTheSameRandomSearch() {
        MultiLayerSpace space = network(space());
        MultiLayerSpace copy = MultiLayerSpace.fromJson(space.toJson());

        assertThat(fiveRandom(copy)).isEqualTo(fiveRandom(space));
    }

    private static List<String> fiveRandom(MultiLayerSpace space) {
        CandidateGenerator generator = new RandomSearchGenerator(space);
        generator.setRngSeed(3);
        return IntStream.range(0, 5).mapToObj(i -> next(generator)).toList();
    }

    private static String next(CandidateGenerator generator) {
        Candidate<?> candidate = generator.getCandidate();
        assertThat(candidate.getException()).isNull();
        return ((DL4JConfiguration) candidate.getValue()).toJson();
    }

    @Test
    void aGridVisitsEachCandidateOnce() {
        GridSearchCandidateGenerator grid =
                new GridSearchCandidateGenerator(
                        network(gridSpace()),
                        3,
                        GridSearchCandidateGenerator.Mode.Sequential,
                        null);
        List<String> candidates = new ArrayList<>();
        while (grid.hasMoreCandidates()) {
            candidates.add(next(grid));
        }

        assertThat(grid.getTotalNumCandidates()).isEqualTo(gridSize());
        assertThat(candidates).hasSize(gridSize()).doesNotHaveDuplicates();
    }
}
