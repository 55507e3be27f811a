/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.binary.activation.SignActivationLayer;
import io.github.vernier.layers.binary.estimator.SignEstimators;
import io.github.vernier.listeners.cdg.CdgProgress;
import io.github.vernier.listeners.cdg.CoordinateSample;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeContract;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.record.DiscreteGradientStaticInfo;
import io.github.vernier.listeners.record.DiscreteGradientUpdate;
import io.github.vernier.listeners.record.MemoryRecordSink;
import io.github.vernier.listeners.record.RecordSink;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class DiscreteGradientListenerTest extends ProbeContract {

    @Override
    protected Probe probe(ProbeData data, RecordSink sink) {
        return DiscreteGradientListener.builder()
                .layers("conv", "dense")
                .epsilon(0.1)
                .stride(0.02)
                .coordinates(6)
                .schedule(Schedule.every(40))
                .data(data)
                .recordTo(sink)
                .build();
    }

    @Override
    protected void check(MemoryRecordSink records, Model model) {
        DiscreteGradientStaticInfo.Settings settings =
                records.staticInfos(DiscreteGradientStaticInfo.class).get(0).getSettings();
        assertThat(settings.layers()).containsExactly("conv", "dense");
        assertThat(settings.bins()).isEqualTo(5);
        List<DiscreteGradientUpdate> updates = records.updates(DiscreteGradientUpdate.class);
        assertThat(updates).hasSize(5);
        for (DiscreteGradientUpdate update : updates) {
            assertThat(update.getParameters())
                    .extracting(DiscreteGradientUpdate.Parameter::name)
                    .containsExactly("conv/b", "conv/W", "dense/W", "dense/b");
            for (DiscreteGradientUpdate.Parameter parameter : update.getParameters()) {
                assertThat(parameter.histogram()).hasSize(5);
                assertThat(IntStream.of(parameter.histogram()).sum()).isEqualTo(parameter.found());
            }
            // Tangents everywhere: nearly all find a decrease at the first stride.
            assertThat(update.getParameters().stream().mapToInt(p -> p.histogram()[0]).sum())
                    .isGreaterThanOrEqualTo(18);
            assertThat(update.getEvaluations()).isGreaterThanOrEqualTo(2 * (3 + 6 + 6 + 6));
        }
    }

    private static MultiLayerNetwork signs() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(5)
                                .dataType(DataType.DOUBLE)
                                .activation(Activation.IDENTITY)
                                .list()
                                .layer(new DenseLayer.Builder().name("first").nOut(6).build())
                                .layer(
                                        new SignActivationLayer(
                                                SignEstimators.named("identity-plus")))
                                .layer(
                                        new OutputLayer.Builder(LossFunction.MSE)
                                                .name("out")
                                                .nOut(2)
                                                .build())
                                .setInputType(InputType.feedForward(4))
                                .build());
        network.init();
        return network;
    }

    private static MultiDataSet batch() {
        Nd4j.getRandom().setSeed(9);
        return new org.nd4j.linalg.dataset.MultiDataSet(
                Nd4j.randn(DataType.DOUBLE, 16, 4), Nd4j.randn(DataType.DOUBLE, 16, 2));
    }

    /** The loss is a staircase in the first layer: δ_d against a search by hand. */
    @Test
    void signsGiveTheDistanceToTheNextStep() {
        MultiLayerNetwork network = signs();
        MultiDataSet batch = batch();
        INDArray before = network.params().dup();
        DiscreteGradientStudy.Result result =
                new DiscreteGradientStudy(
                                new DiscreteGradient(0.2, 0.01),
                                new CoordinateSample(List.of("first"), 0, 1))
                        .of(Twin.ofInference(network), batch, CdgProgress.NONE);
        assertThat(network.params()).isEqualTo(before);
        ParameterDiscreteGradient weights = result.parameters().get(0);
        assertThat(weights.name()).isEqualTo("first/W");
        DiscreteGradient.Result byHand =
                new DiscreteGradient(0.2, 0.01)
                        .search(
                                point -> {
                                    MultiLayerNetwork moved = signs();
                                    moved.setParams(before);
                                    INDArray w = moved.getParam("0_W");
                                    w.assign(
                                            Nd4j.createFromArray(point)
                                                    .reshape(w.ordering(), w.shape()));
                                    moved.setInput(batch.getFeatures(0));
                                    INDArray error =
                                            moved.output(batch.getFeatures(0))
                                                    .sub(batch.getLabels(0));
                                    // DL4J's squared error: a mean over outputs and examples.
                                    return error.mul(error).meanNumber().doubleValue();
                                },
                                Nd4j.toFlattened('f', network.getParam("0_W")).toDoubleVector());
        assertThat(weights.found().delta()).containsExactly(byHand.delta(), within(1e-12));
        assertThat(weights.found().sign()).isEqualTo(byHand.sign());
        assertThat(weights.found().selected()).isEqualTo(byHand.selected());
        assertThat(weights.found().newValue()).isCloseTo(byHand.newValue(), within(1e-9));
        assertThat(DoubleStream.of(weights.found().delta())).anyMatch(d -> d > 0.015);
        assertThat(weights.found().newValue()).isLessThan(result.loss());
        assertThat(IntStream.of(weights.histogram(0.2, 20)).sum())
                .isEqualTo(weights.found().order().size());
    }

    @Test
    void binsAreHalfOpenBelow() {
        ParameterDiscreteGradient found =
                new ParameterDiscreteGradient(
                        "a/W",
                        3,
                        new long[] {0, 1, 2},
                        new DiscreteGradient.Result(
                                1,
                                new double[] {0.1, Double.NaN, 0.3},
                                new double[3],
                                new int[] {1, 0, -1},
                                new double[3],
                                List.of(0, 2),
                                List.of(),
                                new double[3],
                                0,
                                1,
                                0),
                        new double[] {-1, 0, -1},
                        1);
        assertThat(found.histogram(0.3, 3)).containsExactly(1, 0, 1);
        assertThat(found.signAgreement()).isEqualTo(0.5);
        assertThat(found.meanDelta()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void cancelEndsTheMeasurementAndTrainingGoesOn() {
        MemoryRecordSink sink = new MemoryRecordSink();
        DiscreteGradientListener listener =
                DiscreteGradientListener.builder()
                        .schedule(Schedule.every(1))
                        .recordTo(sink)
                        .build();
        listener.cancel();
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.FLOAT);
        network.setListeners(listener);
        network.fit(NoisyNetworks.iterator(21, DataType.FLOAT, 12), 1);
        assertThat(network.getIterationCount()).isEqualTo(3);
        assertThat(listener.isActive()).isTrue();
        assertThat(sink.updates(DiscreteGradientUpdate.class)).isEmpty();
        assertThat(listener.getCoverage().orElseThrow().covered())
                .containsExactly("conv", "bn", "dense", "out");
    }

    @Test
    void settingsOutOfRange() {
        assertThatThrownBy(() -> DiscreteGradientListener.builder().stride(1).build())
                .hasMessageContaining("stride is 1.0 and epsilon 0.1");
        assertThatThrownBy(() -> DiscreteGradientListener.builder().coordinates(-1).build())
                .hasMessageContaining("coordinates is -1");
    }
}
