/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.listeners.histogram.HistogramAxis;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeContract;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.record.GradientVarianceStaticInfo;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.listeners.record.MemoryRecordSink;
import io.github.vernier.listeners.record.RecordSink;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class GradientVarianceListenerTest extends ProbeContract {

    @Override
    protected Probe probe(ProbeData data, RecordSink sink) {
        return GradientVarianceListener.builder()
                .schedule(Schedule.every(20))
                .data(data)
                .draws(2)
                .histograms()
                .recordTo(sink)
                .build();
    }

    @Override
    protected void check(MemoryRecordSink records, Model model) {
        GradientVarianceStaticInfo.Settings settings =
                records.staticInfos(GradientVarianceStaticInfo.class).get(0).getSettings();
        assertThat(settings.exampleLayers()).doesNotContain("bn").contains("conv", "dense", "out");
        assertThat(settings.skippedLayers()).containsExactly("bn");
        assertThat(settings.layers()).contains("conv", "bn", "dense", "out");
        List<GradientVarianceUpdate> updates = records.updates(GradientVarianceUpdate.class);
        assertThat(updates).hasSize(10);
        updates.forEach(
                update -> {
                    float[] scale = update.getExamples().orElseThrow().noiseScale();
                    assertThat(scale).hasSize(settings.exampleLayers().size() + 1);
                    assertThat(scale[scale.length - 1]).isPositive();
                    assertThat(update.getDraws().orElseThrow().variance())
                            .hasSize(settings.layers().size() + 1);
                    assertThat(update.getUpdateSize()).hasSize(settings.layers().size() + 1);
                    int examples = update.getTests().orElseThrow().examples();
                    long covered =
                            Math.round(
                                    settings.coveredShare() * trained(model.numParams(), settings));
                    assertThat(Arrays.stream(update.getHistogram()).sum())
                            .isEqualTo(Math.toIntExact(examples * covered));
                    assertThat(Arrays.stream(update.getHistogram2d()).sum())
                            .isEqualTo(Math.toIntExact(examples * covered));
                });
    }

    /** All but the running mean and variance of the three channels of the normalization. */
    private static long trained(long parameters, GradientVarianceStaticInfo.Settings settings) {
        assertThat(settings.axes()).containsExactly(100, -2, 2, 40, -1, 1, 50, -2, 2);
        return parameters - 6;
    }

    private static MultiLayerNetwork small() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(4)
                                .dataType(DataType.DOUBLE)
                                .updater(new Sgd(0.25))
                                .activation(Activation.TANH)
                                .list()
                                .layer(new DenseLayer.Builder().nIn(3).nOut(4).build())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nIn(4)
                                                .nOut(2)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .build());
        network.init();
        return network;
    }

    private static DataSet data(int examples) {
        INDArray x = Nd4j.randn(DataType.DOUBLE, examples, 3);
        INDArray y = Nd4j.zeros(DataType.DOUBLE, examples, 2);
        for (int i = 0; i < examples; i++) {
            y.putScalar(i, i % 2, 1);
        }
        return new DataSet(x, y);
    }

    @Test
    void measuresTheTrainingMinibatchAndTheStep() {
        MultiLayerNetwork network = small();
        GradientVarianceListener listener =
                GradientVarianceListener.builder().schedule(Schedule.every(1)).build();
        network.setListeners(listener);
        INDArray start = network.params().dup();
        DataSet batch = data(8);
        network.fit(batch);
        GradientVarianceUpdate first = listener.getLast().orElseThrow();
        GradientVarianceUpdate.Tests tests = first.getTests().orElseThrow();
        assertThat(tests.examples()).isEqualTo(8);
        assertThat(tests.loss()).isCloseTo(first.getScore(), within(1e-12));
        // Plain SGD: the step is the mean gradient times the learning rate.
        double step = network.params().sub(start).norm2Number().doubleValue();
        assertThat(step).isCloseTo(0.25 * tests.gradientNorm(), within(1e-12));
        float[] sizes = first.getUpdateSize();
        assertThat(sizes[2]).isCloseTo((float) step, within(1e-6f));
        assertThat(first.getDistance()[2]).isCloseTo((float) step, within(1e-6f));
        GradientVarianceUpdate.Table table = first.getExamples().orElseThrow();
        double population = table.variance()[2] * network.numParams() * 7 / 8;
        assertThat(tests.suggestedBatchSize())
                .isCloseTo(0.25 * population / tests.loss(), within(1e-6));
        assertThat(listener.getCoverage().orElseThrow().share()).isEqualTo(1);

        network.fit(batch);
        double distance = network.params().sub(start).norm2Number().doubleValue();
        assertThat(listener.getLast().orElseThrow().getDistance()[2])
                .isCloseTo((float) distance, within(1e-6f));
    }

    @Test
    void aMinibatchOfOneExampleIsPassedOver() {
        MultiLayerNetwork network = small();
        GradientVarianceListener listener =
                GradientVarianceListener.builder().schedule(Schedule.every(1)).build();
        network.setListeners(listener);
        network.fit(data(1));
        assertThat(listener.getFailure()).isNull();
        assertThat(listener.getLast().orElseThrow().getExamples()).isEmpty();
        network.fit(data(4));
        assertThat(listener.getLast().orElseThrow().getExamples()).isPresent();
    }

    @Test
    void nonFiniteCoordinatesAreCounted() {
        MultiLayerNetwork network = small();
        network.getParam("0_W").putScalar(0, 0, Double.NaN);
        GradientVarianceListener listener =
                GradientVarianceListener.builder().schedule(Schedule.every(1)).build();
        network.setListeners(listener);
        network.fit(data(4));
        assertThat(listener.getFailure()).isNull();
        int[] counts = listener.getLast().orElseThrow().getExamples().orElseThrow().nonFinite();
        assertThat(counts[2]).isEqualTo(counts[0] + counts[1]).isPositive();
    }

    @Test
    void settingsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> GradientVarianceListener.builder().draws(3).build())
                .hasMessage("draws is 3 without data, expected data to draw from");
        assertThatThrownBy(() -> GradientVarianceListener.builder().draws(0))
                .hasMessage("draws is 0, expected at least 1");
        assertThatThrownBy(() -> GradientVarianceListener.builder().withoutExamples().build())
                .hasMessageContaining("Neither examples nor draws");
        assertThatThrownBy(() -> new HistogramAxis(3, 1, 1))
                .hasMessageContaining("3 bins over [1.0, 1.0]");
    }

    @Test
    void drawsAloneOnOwnData() {
        MemoryRecordSink sink = new MemoryRecordSink();
        MultiLayerNetwork network = NoisyNetworks.chain(3, DataType.FLOAT);
        network.setListeners(
                GradientVarianceListener.builder()
                        .schedule(Schedule.every(5))
                        .data(NoisyNetworks.iterator(8, DataType.FLOAT, 12))
                        .withoutExamples()
                        .draws(8)
                        .convention(Convention.REFERENCE)
                        .recordTo(sink)
                        .build());
        network.fit(NoisyNetworks.iterator(9, DataType.FLOAT, 24), 1);
        List<GradientVarianceUpdate> updates = sink.updates(GradientVarianceUpdate.class);
        assertThat(updates).hasSize(2);
        GradientVarianceUpdate update = updates.get(1);
        assertThat(update.getExamples()).isEmpty();
        assertThat(update.getDraws().orElseThrow().normalizedVariance()[4]).isBetween(0.1f, 1.5f);
    }
}
