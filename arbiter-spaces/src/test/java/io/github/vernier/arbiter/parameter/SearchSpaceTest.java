/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.arbiter.spaces.conditional.Conditional;
import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.trial.ParameterDescription;
import io.github.vernier.arbiter.trial.ParameterDescription.Kind;
import io.github.vernier.arbiter.trial.ParameterDescription.Scale;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.AdamSpace;
import org.deeplearning4j.arbiter.layers.DenseLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class SearchSpaceTest {

    private static final MultiLayerSpace NETWORK =
            new MultiLayerSpace.Builder()
                    .updater(
                            new AdamSpace(
                                    new ContinuousParameterSpace(
                                            new LogUniformDistribution(1e-5, 0.1))))
                    .addLayer(
                            new DenseLayerSpace.Builder()
                                    .nIn(3)
                                    .nOut(new IntegerParameterSpace(4, 9))
                                    .activation(
                                            new DiscreteParameterSpace<>(
                                                    Activation.RELU, Activation.TANH))
                                    .build())
                    .addLayer(
                            new OutputLayerSpace.Builder()
                                    .nOut(2)
                                    .hasBias(new BooleanSpace())
                                    .build())
                    .build();

    @Test
    void leavesHaveTheNamesOfTheirPaths() {
        SearchSpace<?> space = SearchSpace.of(NETWORK);
        Map<String, ParameterDescription> byName = new HashMap<>();
        space.descriptions().forEach(parameter -> byName.put(parameter.name(), parameter));
        assertThat(byName)
                .containsOnlyKeys(
                        "updater", "layer_0.nOut", "layer_0.activationFunction", "layer_1.hasBias");
        assertThat(byName.get("updater").scale()).isEqualTo(Scale.LOGARITHMIC);
        assertThat(byName.get("updater").low()).isCloseTo(1e-5, within(1e-12));
        assertThat(byName.get("layer_0.nOut").kind()).isEqualTo(Kind.INTEGER);
        assertThat(byName.get("layer_0.nOut").scale()).isEqualTo(Scale.LINEAR);
        assertThat(byName.get("layer_0.nOut").high()).isEqualTo(9);
        assertThat(byName.get("layer_0.activationFunction").choices())
                .containsExactly("RELU", "TANH");
        assertThat(byName.get("layer_1.hasBias").choices()).containsExactly("true", "false");
    }

    @Test
    void valuesAndCoordinatesAreInverse() {
        SearchSpace<org.deeplearning4j.arbiter.DL4JConfiguration> space = SearchSpace.of(NETWORK);
        Map<String, Object> values =
                Map.of(
                        "updater",
                        3e-3,
                        "layer_0.nOut",
                        7L,
                        "layer_0.activationFunction",
                        "TANH",
                        "layer_1.hasBias",
                        false);
        double[] point = space.coordinates(values);
        Map<String, Object> back = space.values(point);
        assertThat((double) back.get("updater")).isCloseTo(3e-3, within(1e-12));
        assertThat(back).containsEntry("layer_0.nOut", 7L);
        assertThat(back).containsEntry("layer_0.activationFunction", "TANH");
        assertThat(back).containsEntry("layer_1.hasBias", false);
        DenseLayer layer =
                (DenseLayer)
                        space.configuration(point)
                                .getMultiLayerConfiguration()
                                .getConf(0)
                                .getLayer();
        assertThat(layer.getNOut()).isEqualTo(7);
    }

    @Test
    void textOfATableServesAsWell() {
        SearchSpace<?> space = SearchSpace.of(NETWORK);
        double[] point =
                space.coordinates(
                        Map.of(
                                "updater", "0.003",
                                "layer_0.nOut", "7.0",
                                "layer_0.activationFunction", "TANH",
                                "layer_1.hasBias", "false"));
        assertThat(space.values(point)).containsEntry("layer_0.nOut", 7L);
    }

    @Test
    void everyProblemIsNamed() {
        SearchSpace<?> space = SearchSpace.of(NETWORK);
        Map<String, Object> values =
                Map.of(
                        "updater", 0.2,
                        "layer_0.nOut", 7.5,
                        "layer_0.activationFunction", "CUBE",
                        "momentum", 0.9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.coordinates(values))
                .withMessageContaining("there is no parameter momentum")
                .withMessageContaining("updater must be in [")
                .withMessageContaining("but got 0.2")
                .withMessageContaining("layer_0.nOut must be in [4.0, 9.0] and on its steps")
                .withMessageContaining(
                        "layer_0.activationFunction must be one of [RELU, TANH], but got CUBE")
                .withMessageContaining("layer_1.hasBias has no value");
    }

    /** Either x, or y and z. */
    private static final class Either extends CompositeSpace<Double> implements Conditional {

        final ParameterSpace<Boolean> first = new DiscreteParameterSpace<>(true, false);
        final ParameterSpace<Double> x = new ContinuousParameterSpace(0, 1);
        final ParameterSpace<Double> y = new ContinuousParameterSpace(1, 2);

        @Override
        public List<ParameterSpace<?>> active(double[] point) {
            return List.of(first, first.getValue(point) ? x : y);
        }

        @Override
        public Double getValue(double[] point) {
            return first.getValue(point) ? x.getValue(point) : y.getValue(point);
        }
    }

    @Test
    void whatIsNotInUseHasNoValueAndNeedsNone() {
        SearchSpace<Double> space = SearchSpace.of(new Either());
        assertThat(space.values(new double[] {0.9, 0.1, 0.5}))
                .containsEntry("first", false)
                .containsEntry("x", null)
                .containsEntry("y", 1.5);
        double[] point = space.coordinates(Map.of("first", true, "x", 0.25));
        assertThat(space.configuration(point)).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void gridsHaveEachValueOnce() {
        SearchSpace<?> space = SearchSpace.of(new IntegerParameterSpace(1, 4));
        double[] grid = space.grid(0, 10);
        assertThat(grid).hasSize(4);
        assertThat(space.values(new double[] {grid[3]})).containsEntry("value", 4L);
        assertThat(space.grid(0, 2)).containsExactly(0, 1);
        assertThat(SearchSpace.of(new BooleanSpace()).grid(0, 5)).containsExactly(0.25, 0.75);
        assertThat(SearchSpace.of(new DiscreteParameterSpace<>("a")).grid(0, 5))
                .containsExactly(0.5);
        assertThat(SearchSpace.of(new ContinuousParameterSpace(0, 1)).grid(0, 3))
                .containsExactly(0, 0.5, 1);
    }
}
