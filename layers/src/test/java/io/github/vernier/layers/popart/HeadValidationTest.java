/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Settings that the theory does not allow are refused, and the message says which. */
class HeadValidationTest {

    private static PopArtOutputLayer.Builder head() {
        return new PopArtOutputLayer.Builder().name("head").nIn(2).nOut(3);
    }

    @TestFactory
    Stream<DynamicTest> settingsAreChecked() {
        return Stream.of(
                refused("activation must be IDENTITY", h -> h.activation(Activation.TANH)),
                refused("beta must be from 0 to 1, but got 1.5", h -> h.beta(1.5)),
                refused("beta must be from 0 to 1, but got NaN", h -> h.beta(Double.NaN)),
                refused(
                        "beta must be above 0 for BIAS_CORRECTED",
                        h -> h.beta(0).schedule(StepSchedule.BIAS_CORRECTED)),
                refused("bounds must be above 0 and in order", h -> h.bounds(0, 1)),
                refused("bounds must be above 0 and in order", h -> h.bounds(2, 1)),
                refused("desiredDeviation must be above 0", h -> h.desiredDeviation(0)),
                refused("initialMoments must be finite", h -> h.initialMoments(0, -1)),
                refused("warmUp must be at least 0", h -> h.warmUp(-1)),
                refused("hasBias must be true", h -> h.hasBias(false)),
                refused("tasks must be 0 or nOut, which is 3", h -> h.tasks(2)),
                refused(
                        "NORMALIZED_SGD needs a squared loss",
                        h -> h.mode(PopArtMode.NORMALIZED_SGD).lossFunction(LossFunction.L1)),
                refused(
                        "rescaleUpdaterState needs mode POP_ART",
                        h -> h.mode(PopArtMode.NORMALIZED_SGD).rescaleUpdaterState(true)));
    }

    private static DynamicTest refused(
            String message, UnaryOperator<PopArtOutputLayer.Builder> settings) {
        return DynamicTest.dynamicTest(
                message,
                () ->
                        assertThatThrownBy(() -> settings.apply(head()).build())
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining(message));
    }

    @ParameterizedTest
    @EnumSource(
            value = LossFunction.class,
            names = {"L1", "L2", "MSE", "MEAN_ABSOLUTE_ERROR", "SQUARED_LOSS"},
            mode = EnumSource.Mode.EXCLUDE)
    void lossesThatKnowMoreThanTheDifferenceAreRefused(LossFunction loss) {
        assertThatThrownBy(() -> head().lossFunction(loss).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Layer \"head\": loss must depend on output and label")
                .hasMessageContaining(loss.getILossFunction().toString());
    }

    private static MultiLayerNetwork network(
            PopArtOutputLayer.Builder head, NeuralNetConfiguration.Builder settings) {
        MultiLayerNetwork net = new MultiLayerNetwork(settings.list().layer(head.build()).build());
        net.init();
        return net;
    }

    private static NeuralNetConfiguration.Builder settings(IUpdater updater) {
        return new NeuralNetConfiguration.Builder().updater(updater);
    }

    @ParameterizedTest
    @EnumSource(
            value = OptimizationAlgorithm.class,
            names = "STOCHASTIC_GRADIENT_DESCENT",
            mode = EnumSource.Mode.EXCLUDE)
    void lineSearchesAreRefused(OptimizationAlgorithm algorithm) {
        NeuralNetConfiguration.Builder settings = settings(new Sgd(1)).optimizationAlgo(algorithm);
        assertThatThrownBy(() -> network(head(), settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("STOCHASTIC_GRADIENT_DESCENT")
                .hasMessageContaining(algorithm.name());
    }

    @Test
    void normalizedSgdNeedsSgd() {
        PopArtOutputLayer.Builder head = head().mode(PopArtMode.NORMALIZED_SGD);
        assertThatThrownBy(() -> network(head, settings(new Adam(0.1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NORMALIZED_SGD needs the updater Sgd")
                .hasMessageContaining("Adam");
        assertThatThrownBy(() -> network(head.biasUpdater(new Sgd(0.2)), settings(new Sgd(0.1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the same for weights and bias");
    }

    @Test
    void updatersWithUnknownStateCannotBeRescaled() {
        // Any updater that is neither stock nor says what its state is.
        IUpdater unknown = new TransportedUpdater(new Sgd(1), new StateTransport(), 2, 3);
        assertThatThrownBy(() -> network(head().rescaleUpdaterState(true), settings(unknown)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rescaleUpdaterState does not know the state")
                .hasMessageContaining("TransportableUpdater");
    }

    @Test
    @SuppressWarnings("deprecation")
    void halfPrecisionIsRefused() {
        assertThatThrownBy(() -> network(head(), settings(new Sgd(1)).dataType(DataType.HALF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FLOAT or DOUBLE, but got HALF");
    }

    @Test
    void whatIsKnownOnlyFromJsonIsCheckedAsWell() {
        String json =
                new NeuralNetConfiguration.Builder()
                        .list()
                        .layer(head().build())
                        .build()
                        .toJson()
                        .replaceFirst("\"lowerBound\" : [^,]*", "\"lowerBound\" : -1.0");
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        org.deeplearning4j.nn.conf.MultiLayerConfiguration.fromJson(json));
        assertThat(json).contains("-1.0");
        assertThatThrownBy(net::init).hasMessageContaining("bounds must be above 0");
    }
}
