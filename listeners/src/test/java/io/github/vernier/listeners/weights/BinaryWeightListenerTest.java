/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.binary.BinaryDense;
import io.github.vernier.layers.binary.BinarySeparableConvolution2D;
import io.github.vernier.layers.binary.ExponentialTau;
import io.github.vernier.layers.binary.diagnostics.BinaryWeightStatistics;
import io.github.vernier.layers.binary.diagnostics.WeightOptions;
import io.github.vernier.layers.binary.irnet.LibraWeight;
import io.github.vernier.layers.binary.xnor.Centering;
import io.github.vernier.layers.binary.xnor.GradientFactor;
import io.github.vernier.layers.binary.xnor.XnorWeight;
import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeContract;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.record.BinaryWeightStaticInfo;
import io.github.vernier.listeners.record.BinaryWeightUpdate;
import io.github.vernier.listeners.record.MemoryRecordSink;
import io.github.vernier.listeners.record.RecordSink;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class BinaryWeightListenerTest extends ProbeContract {

    private static BinaryConvolution2D first() {
        return new BinaryConvolution2D.Builder(3, 3)
                .name("conv")
                .tau(new ExponentialTau(0.85, 0.99, 20))
                .nOut(3)
                .build();
    }

    private static OutputLayer out() {
        return new OutputLayer.Builder().name("out").nOut(3).activation(Activation.SOFTMAX).build();
    }

    @Override
    protected MultiLayerNetwork chain() {
        return NoisyNetworks.chain(1, DataType.FLOAT, first(), out());
    }

    @Override
    protected ComputationGraph graph() {
        return NoisyNetworks.graph(1, DataType.FLOAT, first(), out());
    }

    @Override
    protected Probe probe(ProbeData data, RecordSink sink) {
        return BinaryWeightListener.builder().histogram(10, -1, 1).recordTo(sink).build();
    }

    @Override
    protected boolean readsData() {
        return false;
    }

    @Override
    protected void check(MemoryRecordSink records, Model model) {
        BinaryWeightStaticInfo.Settings settings =
                records.staticInfos(BinaryWeightStaticInfo.class).get(0).getSettings();
        assertThat(settings.weights()).containsExactly("conv/W");
        assertThat(settings.lengths()).containsExactly(27);
        assertThat(settings.skippedLayers()).contains("bn", "dense", "out").doesNotContain("conv");
        assertThat(settings.skippedReasons()).contains("no binary weight: DenseLayer");
        // All but the running mean and variance of the three channels are trained.
        assertThat(settings.coveredShare())
                .isCloseTo(27.0 / (model.numParams() - 6), within(1e-12));
        List<BinaryWeightUpdate> updates = records.updates(BinaryWeightUpdate.class);
        assertThat(updates).hasSize(20);
        assertThat(updates).extracting(BinaryWeightUpdate::getEpoch).contains(0, 19);
        double flips = 0;
        for (int i = 0; i < 20; i++) {
            BinaryWeightUpdate.Table table = updates.get(i).getTable();
            double tau = new ExponentialTau(0.85, 0.99, 20).valueAt(0, i);
            assertThat(table.tau()[0]).isEqualTo((float) tau);
            assertThat(table.bound()[0])
                    .isCloseTo((float) (-table.scale()[0] * Math.log(2 - 2 * tau)), within(1e-4f));
            assertThat(Float.isNaN(table.flipRatio()[0])).isEqualTo(i == 0);
            flips += i == 0 ? 0 : table.flipRatio()[0];
            assertThat(Arrays.stream(updates.get(i).getHistogram(0)).sum()).isEqualTo(27);
        }
        assertThat(flips).isPositive();
    }

    /** Numbers of the updated weights, and flips since the last look. */
    @Test
    void statisticsAreOfTheUpdatedWeights() {
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.DOUBLE, first(), out());
        BinaryWeightListener listener =
                BinaryWeightListener.builder()
                        .schedule(Schedule.every(2))
                        .histogram(4, -0.5, 0.5)
                        .build();
        network.setListeners(listener);
        Optional<BinaryWeightStatistics> previous = Optional.empty();
        for (int i = 0; i < 4; i++) {
            network.fit(NoisyNetworks.data(i, DataType.DOUBLE, 6));
            if (i % 2 == 1) {
                continue;
            }
            INDArray latent = network.getParam("0_W");
            BinaryWeightStatistics expected =
                    BinaryWeightStatistics.of(
                            latent,
                            0.85,
                            WeightOptions.recu(),
                            previous.map(BinaryWeightStatistics::signs));
            previous = Optional.of(expected);
            BinaryWeightUpdate update = listener.getLast().orElseThrow();
            assertThat(update.getIteration()).isEqualTo(i);
            BinaryWeightUpdate.Table table = update.getTable();
            assertThat(table.deadShare()).containsExactly((float) expected.deadShare());
            double mean = latent.norm1Number().doubleValue() / 27;
            assertClose(table.latentBound()[0], -mean * Math.log(2 - 2 * 0.85));
            assertThat(table.clampedShare()).containsExactly((float) expected.clampedShare());
            assertClose(table.errorAtScale()[0], expected.errorAtScale());
            assertClose(table.errorAtOptimum()[0], expected.errorAtOptimum());
            assertClose(table.laplaceEntropy()[0], expected.laplaceEntropy());
            assertClose(table.binaryEntropy()[0], expected.binaryEntropy());
            assertClose(table.signBalance()[0], expected.signBalance());
            assertThat(table.flipRatio())
                    .containsExactly((float) expected.flippedShare().orElse(Double.NaN));
            int[] counts = new int[4];
            for (double w : latent.dup('c').reshape(27).toDoubleVector()) {
                counts[w < -0.25 ? 0 : w < 0 ? 1 : w < 0.25 ? 2 : 3]++;
            }
            assertThat(update.getHistogram(0)).isEqualTo(counts);
        }
    }

    private static void assertClose(float actual, double expected) {
        assertThat((double) actual).isCloseTo(expected, within(1e-6));
    }

    @Test
    void allKindsOfBinaryWeights() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(3)
                                .dataType(DataType.DOUBLE)
                                .updater(new Sgd(0.01))
                                .convolutionMode(ConvolutionMode.Same)
                                .list()
                                .layer(
                                        new BinarySeparableConvolution2D.Builder(3, 3)
                                                .name("separable")
                                                .nOut(4)
                                                .build())
                                .layer(
                                        new ParameterizedConvolution2D.Builder(
                                                        LibraWeight.published(1), 3, 3)
                                                .name("libra")
                                                .nOut(2)
                                                .build())
                                .layer(
                                        new ParameterizedConvolution2D.Builder(
                                                        new XnorWeight(
                                                                Centering.IN_FORWARD,
                                                                GradientFactor.NONE),
                                                        3,
                                                        3)
                                                .name("xnor")
                                                .nOut(2)
                                                .build())
                                .layer(new BinaryDense.Builder().name("dense").nOut(3).build())
                                .layer(out())
                                .setInputType(InputType.convolutional(5, 5, 2))
                                .build());
        network.init();
        MemoryRecordSink sink = new MemoryRecordSink();
        BinaryWeightListener listener = BinaryWeightListener.builder().recordTo(sink).build();
        network.setListeners(listener);
        DataSet one = NoisyNetworks.data(1, DataType.DOUBLE, 6);
        INDArray x = one.getFeatures();
        network.fit(Nd4j.concat(1, x, x.mul(-1)), one.getLabels());
        assertThat(listener.getFailure()).isNull();
        assertThat(sink.staticInfos(BinaryWeightStaticInfo.class).get(0).getSettings().weights())
                .containsExactly("separable/dW", "separable/pW", "libra/W", "xnor/W", "dense/W");
        Coverage coverage = listener.getCoverage().orElseThrow();
        assertThat(coverage.covered()).containsExactly("separable", "libra", "xnor", "dense");
        assertThat(coverage.skipped())
                .containsExactly(new Coverage.Skipped("out", "no binary weight: OutputLayer"));
        assertThat(coverage.coveredParameters())
                .isEqualTo(2 * 9 + 4 * 2 + 2 * 4 * 9 + 2 * 2 * 9 + 3 * 50);
        BinaryWeightUpdate.Table table = listener.getLast().orElseThrow().getTable();
        assertThat(table.tau()).containsExactly(1, 1, 1, 1, 1);
        // Standardized to deviation 1 and to b* = 2 times the square root of 2.
        assertThat(table.scale()[2]).isBetween(0.6f, 1f);
        assertThat(table.scale()[4]).isBetween(1.2f, 2.83f);
        assertThat(table.clampedShare()).containsOnly(0f);
    }

    @Test
    void aHistogramNeedsARange() {
        assertThatThrownBy(() -> BinaryWeightListener.builder().histogram(4, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 bins over [1.0, 1.0]");
    }
}
