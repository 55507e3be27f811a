/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.rounding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.binary.activation.ActivationSign;
import io.github.vernier.layers.binary.estimator.SignEstimators;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeContract;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.record.MemoryRecordSink;
import io.github.vernier.listeners.record.RecordSink;
import io.github.vernier.listeners.record.StochasticRoundingStaticInfo;
import io.github.vernier.listeners.record.StochasticRoundingUpdate;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class StochasticRoundingListenerTest extends ProbeContract {

    private static Layer signs() {
        return new ConvolutionLayer.Builder(3, 3)
                .name("conv")
                .nOut(3)
                .activation(new ActivationSign(SignEstimators.named("ste-sign")))
                .build();
    }

    private static OutputLayer out() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .name("out")
                .nOut(NoisyNetworks.CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    @Override
    protected MultiLayerNetwork chain() {
        return NoisyNetworks.chain(1, DataType.FLOAT, signs(), out());
    }

    @Override
    protected ComputationGraph graph() {
        return NoisyNetworks.graph(1, DataType.FLOAT, signs(), out());
    }

    @Override
    protected Probe probe(ProbeData data, RecordSink sink) {
        return StochasticRoundingListener.builder()
                .draws(3)
                .rates(0.01, 0.1)
                .differences(4, 0.1)
                .schedule(Schedule.every(40))
                .data(data)
                .recordTo(sink)
                .build();
    }

    @Override
    protected void check(MemoryRecordSink records, Model model) {
        StochasticRoundingStaticInfo.Settings settings =
                records.staticInfos(StochasticRoundingStaticInfo.class).get(0).getSettings();
        assertThat(settings.rounded()).containsExactly("conv");
        assertThat(settings.layers()).contains("conv", "bn", "dense", "out");
        assertThat(settings.coordinates()).isEqualTo(4);
        List<StochasticRoundingUpdate> updates = records.updates(StochasticRoundingUpdate.class);
        assertThat(updates).hasSize(5);
        for (StochasticRoundingUpdate update : updates) {
            assertThat(update.getSteps().roundedLosses()).hasSize(3).doesNotContain(Double.NaN);
            assertThat(update.getSteps().signRate()).isIn(0.01, 0.1);
            StochasticRoundingUpdate.Parameter weights = of(update, "conv/W");
            assertThat(weights.noise()).isPositive();
            assertThat(weights.signNorm()).isPositive();
            assertThat(Math.abs(weights.cosine())).isLessThan(1);
            // Behind the signs the loss is smooth, and the estimator its gradient.
            assertThat(of(update, "out/b").cdgSignCosine()).isGreaterThan(0.99);
        }
    }

    private static StochasticRoundingUpdate.Parameter of(
            StochasticRoundingUpdate update, String name) {
        return update.getParameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static StochasticRoundingListener fit(
            StochasticRoundingListener listener, MultiLayerNetwork network) {
        network.setListeners(listener);
        network.fit(NoisyNetworks.iterator(21, DataType.FLOAT, 12), 1);
        assertThat(network.getIterationCount()).isEqualTo(3);
        return listener;
    }

    @Test
    void withoutSignsThereIsNothingToRound() {
        MemoryRecordSink sink = new MemoryRecordSink();
        StochasticRoundingListener listener =
                fit(
                        StochasticRoundingListener.builder().recordTo(sink).build(),
                        NoisyNetworks.chain(1, DataType.FLOAT));
        assertThat(listener.isActive()).isTrue();
        assertThat(listener.getCoverage().orElseThrow().share()).isZero();
        assertThat(listener.getCoverage().orElseThrow().skipped().get(0).reason())
                .isEqualTo("the network takes no signs of activations");
        assertThat(sink.updates(StochasticRoundingUpdate.class)).isEmpty();
        assertThat(
                        sink.staticInfos(StochasticRoundingStaticInfo.class)
                                .get(0)
                                .getSettings()
                                .rounded())
                .isEmpty();
    }

    @Test
    void layersCanBeChosenAndDifferencesLeftOut() {
        StochasticRoundingListener listener =
                fit(
                        StochasticRoundingListener.builder()
                                .layers("dense")
                                .draws(1)
                                .rates()
                                .withoutDifferences()
                                .build(),
                        NoisyNetworks.chain(1, DataType.FLOAT, signs(), out()));
        StochasticRoundingStudy.Result last = listener.getLast().orElseThrow();
        assertThat(last.parameters())
                .extracting(ParameterRounding::name)
                .containsExactly("dense/W", "dense/b");
        assertThat(last.parameters().get(0).differences()).isEmpty();
        assertThat(last.parameters().get(0).noise()).isNaN();
        assertThat(last.rounded()).isEmpty();
        assertThat(last.sign().rate()).isNaN();
        assertThat(listener.getCoverage().orElseThrow().covered()).containsExactly("dense");
    }

    @Test
    void defaultsAreThoseOfTheStudy() {
        StochasticRoundingStudy.Result last =
                fit(
                                StochasticRoundingListener.builder().build(),
                                NoisyNetworks.chain(1, DataType.FLOAT, signs(), out()))
                        .getLast()
                        .orElseThrow();
        assertThat(last.rounded()).hasSize(10);
        assertThat(last.rounded().get(0).rate()).isBetween(1e-3, 0.5 + 1e-12);
        assertThat(last.parameters().get(0).differences().orElseThrow().coordinates())
                .isCloseTo(3, within(0));
    }

    @Test
    void cancelEndsTheMeasurementAndTrainingGoesOn() {
        StochasticRoundingListener listener = StochasticRoundingListener.builder().build();
        listener.cancel();
        fit(listener, NoisyNetworks.chain(1, DataType.FLOAT, signs(), out()));
        assertThat(listener.getLast()).isEmpty();
        assertThat(listener.isActive()).isTrue();
    }

    @Test
    void settingsOutOfRange() {
        assertThatThrownBy(() -> StochasticRoundingListener.builder().draws(0).build())
                .hasMessage("draws is 0, expected at least 1");
        assertThatThrownBy(() -> StochasticRoundingListener.builder().differences(1, 0).build())
                .hasMessage("epsilon is 0.0, expected above 0");
    }
}
