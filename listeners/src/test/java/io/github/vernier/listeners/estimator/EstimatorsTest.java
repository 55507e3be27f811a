/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Twin;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Estimators by themselves, on networks with dropout and batch normalization. */
class EstimatorsTest {

    private static Model network(String kind, DataType type) {
        return kind.equals("chain") ? NoisyNetworks.chain(5, type) : NoisyNetworks.graph(5, type);
    }

    private static MultiDataSet batch(long seed, DataType type, int examples) {
        DataSet data = NoisyNetworks.data(seed, type, examples);
        return new org.nd4j.linalg.dataset.MultiDataSet(data.getFeatures(), data.getLabels());
    }

    private static double[] trainable(Twin twin, INDArray flat) {
        return twin.blocks().stream()
                .filter(ParameterBlock::trainable)
                .flatMapToDouble(
                        block -> java.util.Arrays.stream(block.of(flat).dup().data().asDouble()))
                .toArray();
    }

    /** Dropout of the two evaluations must be the same for this to hold. */
    @ParameterizedTest
    @ValueSource(strings = {"chain", "graph"})
    void svrgAtItsSnapshotIsTheFullGradientExactly(String kind) {
        Twin twin = Twin.of(network(kind, DataType.FLOAT));
        Svrg svrg = Svrg.over(NoisyNetworks.iterator(7, DataType.FLOAT, 18));
        svrg.begin(twin);
        for (int i = 0; i < 2; i++) {
            svrg.infrequent(Step.of(twin, batch(1, DataType.FLOAT, 4)));
            double[] mu = trainable(twin, svrg.snapshotGradient());
            for (int seed = 2; seed < 5; seed++) {
                INDArray direction = svrg.direction(Step.of(twin, batch(seed, DataType.FLOAT, 4)));
                assertThat(trainable(twin, direction)).isEqualTo(mu);
            }
            // The next snapshot is elsewhere.
            twin.parameters().addi(0.01f);
            INDArray away = svrg.direction(Step.of(twin, batch(2, DataType.FLOAT, 4)));
            assertThat(trainable(twin, away)).isNotEqualTo(mu);
        }
    }

    @Test
    void withoutStateEstimatorsAnswerThePlainGradient() {
        MultiDataSet batch = batch(1, DataType.DOUBLE, 4);
        for (GradientEstimator estimator :
                List.of(
                        MinibatchGradient.plain(),
                        Svrg.over(NoisyNetworks.iterator(7, DataType.DOUBLE, 18)),
                        KFac.builder().build())) {
            Twin twin = Twin.of(NoisyNetworks.chain(5, DataType.DOUBLE));
            estimator.begin(twin);
            Nd4j.getRandom().setSeed(3);
            INDArray plain = twin.gradient(batch).div(4);
            Nd4j.getRandom().setSeed(3);
            assertThat(estimator.direction(Step.of(twin, batch)))
                    .as(estimator.name())
                    .isEqualTo(plain);
        }
    }

    @Test
    void anEmptyDataSourceIsRefused() {
        Twin twin = Twin.of(NoisyNetworks.chain(5, DataType.FLOAT));
        Svrg svrg = Svrg.over(new ListDataSetIterator<>(List.<DataSet>of(), 4));
        svrg.begin(twin);
        assertThatThrownBy(() -> svrg.infrequent(Step.of(twin, batch(1, DataType.FLOAT, 4))))
                .hasMessageContaining("SVRG is empty");
        assertThatThrownBy(svrg::snapshotGradient).hasMessageContaining("No snapshot");
    }

    private static MultiLayerNetwork linear(Activation activation, LossFunction loss) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(4)
                                .dataType(DataType.DOUBLE)
                                .updater(new Sgd(0.1))
                                .list()
                                .layer(
                                        new OutputLayer.Builder(loss)
                                                .name("out")
                                                .activation(activation)
                                                .nIn(2)
                                                .nOut(3)
                                                .build())
                                .build());
        network.init();
        return network;
    }

    private static MultiDataSet points(int examples) {
        Nd4j.getRandom().setSeed(11);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, examples, 3);
        labels.getColumn(0).assign(1);
        return new org.nd4j.linalg.dataset.MultiDataSet(
                Nd4j.randn(DataType.DOUBLE, examples, 2), labels);
    }

    @Test
    void enlargedMinibatchesAreOneMinibatch() {
        MultiDataSet all = points(7);
        MultiLayerNetwork network = linear(Activation.SOFTMAX, LossFunction.MCXENT);
        Twin twin = Twin.of(network);
        MultiDataSet first = part(all, 0, 4);
        MinibatchGradient twice = MinibatchGradient.enlarged(2, ProbeData.fixed(part(all, 4, 7)));
        twice.begin(twin);
        INDArray direction = twice.direction(Step.of(twin, first)).dup();
        INDArray expected = twin.gradient(all).div(7);
        assertThat(direction.distance2(expected)).isLessThan(1e-14);
        assertThat(twice.name()).isEqualTo("SG-2x");
        assertThatThrownBy(() -> MinibatchGradient.enlarged(1, ProbeData.fixed(all)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("times is 1");
    }

    private static MultiDataSet part(MultiDataSet all, int from, int to) {
        var rows = NDArrayIndex.interval(from, to);
        return new org.nd4j.linalg.dataset.MultiDataSet(
                all.getFeatures(0).get(rows).dup(), all.getLabels(0).get(rows).dup());
    }

    /** E δδᵀ = diag(p) − ppᵀ for sampled classes; the data's labels are all the first class. */
    @Test
    void labelsAreSampledFromTheSoftmax() {
        MultiDataSet batch = points(20000);
        MultiLayerNetwork network = linear(Activation.SOFTMAX, LossFunction.MCXENT);
        Twin twin = Twin.of(network);
        KFac kFac = KFac.builder().decay(0).build();
        kFac.begin(twin);
        kFac.frequent(Step.of(twin, batch));
        INDArray p = network.output(batch.getFeatures(0), false);
        INDArray expected = Nd4j.diag(p.mean(0)).sub(p.transpose().mmul(p).div(20000));
        assertThat(kFac.outputFactor("out").distance2(expected)).isLessThan(0.01);
        assertThat(expected.norm2Number().doubleValue()).isGreaterThan(0.3);
    }

    @Test
    void labelsAreSampledForALossLayerToo() {
        MultiDataSet batch = points(20000);
        MultiLayerNetwork network =
                network(
                        InputType.feedForward(2),
                        new DenseLayer.Builder()
                                .name("out")
                                .activation(Activation.IDENTITY)
                                .nOut(3)
                                .build(),
                        new LossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .build());
        Twin twin = Twin.of(network);
        KFac kFac = KFac.builder().decay(0).build();
        kFac.begin(twin);
        kFac.frequent(Step.of(twin, batch));
        INDArray p = network.output(batch.getFeatures(0), false);
        INDArray expected = Nd4j.diag(p.mean(0)).sub(p.transpose().mmul(p).div(20000));
        assertThat(kFac.outputFactor("out").distance2(expected)).isLessThan(0.01);
    }

    private static MultiLayerNetwork network(InputType input, Layer... layers) {
        var list =
                new NeuralNetConfiguration.Builder()
                        .seed(4)
                        .dataType(DataType.DOUBLE)
                        .updater(new Sgd(0.1))
                        .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input).build());
        network.init();
        return network;
    }

    /** The dense layer's rows are examples times steps, which only a backward pass shows. */
    @Test
    void timeSeriesKeepThePlainGradient() {
        MultiLayerNetwork network =
                network(
                        InputType.recurrent(2, 5),
                        new SimpleRnn.Builder().name("rnn").nOut(3).build(),
                        new DenseLayer.Builder().name("dense").nOut(4).build(),
                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .name("out")
                                .activation(Activation.SOFTMAX)
                                .nOut(3)
                                .build());
        Nd4j.getRandom().setSeed(2);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, 4, 3, 5);
        labels.get(NDArrayIndex.all(), NDArrayIndex.point(1), NDArrayIndex.all()).assign(1);
        MultiDataSet batch =
                new org.nd4j.linalg.dataset.MultiDataSet(
                        Nd4j.randn(DataType.DOUBLE, 4, 2, 5), labels);
        Twin twin = Twin.of(network);
        KFac kFac = KFac.builder().build();
        kFac.begin(twin);
        assertThat(kFac.coverage().covered()).containsExactly("dense");
        kFac.frequent(Step.of(twin, batch));
        kFac.infrequent(Step.of(twin, batch));
        assertThat(kFac.coverage().covered()).isEmpty();
        assertThat(kFac.coverage().toString()).contains("dense (its rows are not the examples");
        assertThat(kFac.direction(Step.of(twin, batch))).isEqualTo(twin.gradient(batch).div(4));
    }

    /** E δδᵀ has diagonal p(1 − p) and zeros elsewhere for sampled bits. */
    @Test
    void labelsAreSampledFromTheSigmoid() {
        MultiDataSet batch = points(20000);
        MultiLayerNetwork network = linear(Activation.SIGMOID, LossFunction.XENT);
        Twin twin = Twin.of(network);
        KFac kFac = KFac.builder().decay(0).build();
        kFac.begin(twin);
        kFac.frequent(Step.of(twin, batch));
        INDArray p = network.output(batch.getFeatures(0), false);
        INDArray expected = Nd4j.diag(p.mul(p.rsub(1)).mean(0));
        assertThat(kFac.outputFactor("out").distance2(expected)).isLessThan(0.01);
    }

    @Test
    void kFacRefusesWhatItCannotSample() {
        Twin twin = Twin.of(linear(Activation.TANH, LossFunction.MSE));
        assertThatThrownBy(() -> KFac.builder().build().begin(twin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Output layer out has activation tanh");
        KFac.builder().fisher(Fisher.EMPIRICAL).build().begin(twin);
        MultiLayerNetwork noRate = linear(Activation.SOFTMAX, LossFunction.MCXENT);
        noRate.getLayerWiseConfigurations()
                .getConfs()
                .forEach(conf -> ((OutputLayer) conf.getLayer()).setIUpdater(new AdaDelta()));
        assertThatThrownBy(() -> KFac.builder().build().begin(Twin.of(noRate)))
                .hasMessageContaining("learning rate");
        assertThatThrownBy(() -> KFac.builder().damping(0)).hasMessageContaining("damping is 0.0");
        assertThatThrownBy(() -> KFac.builder().decay(1)).hasMessageContaining("decay is 1.0");
    }

    /** With all factors' eigenvalues negligible beside the damping, V = Γ / damping. */
    @ParameterizedTest
    @ValueSource(strings = {"chain", "graph"})
    void kFacKeepsOtherLayersAndScalesItsOwn(String kind) {
        double damping = 1e9;
        Twin twin = Twin.of(network(kind, DataType.DOUBLE));
        KFac kFac = KFac.builder().damping(damping).build();
        kFac.begin(twin);
        MultiDataSet batch = batch(3, DataType.DOUBLE, 6);
        kFac.frequent(Step.of(twin, batch));
        kFac.infrequent(Step.of(twin, batch));
        Nd4j.getRandom().setSeed(6);
        INDArray plain = twin.gradient(batch).div(6);
        Nd4j.getRandom().setSeed(6);
        INDArray direction = kFac.direction(Step.of(twin, batch));
        List<String> covered = kFac.coverage().covered();
        assertThat(covered).contains("conv", "dense", "out").doesNotContain("bn");
        assertThat(kFac.coverage().skipped()).hasSize(1);
        assertThat(kFac.coverage().skipped().get(0).reason()).contains("BatchNormalization");
        for (ParameterBlock block : twin.blocks()) {
            if (!block.trainable()) {
                continue;
            }
            INDArray expected = block.of(plain);
            INDArray actual = block.of(direction);
            if (covered.contains(block.layer())) {
                assertThat(actual.mul(damping).distance2(expected))
                        .as(block.name())
                        .isCloseTo(0, within(1e-6 * expected.norm2Number().doubleValue()));
            } else {
                assertThat(actual).as(block.name()).isEqualTo(expected);
            }
        }
    }

    @Test
    void aMinibatchThatIsNotFiniteLeavesFactorsAlone() {
        Twin twin = Twin.of(linear(Activation.SOFTMAX, LossFunction.MCXENT));
        KFac kFac = KFac.builder().build();
        kFac.begin(twin);
        MultiDataSet good = points(8);
        kFac.frequent(Step.of(twin, good));
        INDArray before = kFac.inputFactor("out");
        MultiDataSet bad = points(8);
        bad.getFeatures(0).putScalar(3, 1, Double.NaN);
        kFac.frequent(Step.of(twin, bad));
        assertThat(kFac.inputFactor("out")).isEqualTo(before);
        assertThatThrownBy(() -> kFac.inputFactor("conv7"))
                .hasMessageContaining("conv7 has no factors, expected one of [out]");
    }

    private static MultiLayerNetwork images(CNN2DFormat format, int size, boolean bias) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(8)
                                .dataType(DataType.DOUBLE)
                                .updater(new Sgd(0.1))
                                .convolutionMode(ConvolutionMode.Same)
                                .list()
                                .layer(
                                        new ConvolutionLayer.Builder(3, 2)
                                                .name("conv")
                                                .stride(2, 1)
                                                .hasBias(bias)
                                                .activation(Activation.TANH)
                                                .nOut(3)
                                                .build())
                                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                                .layer(
                                        new OutputLayer.Builder(LossFunction.MCXENT)
                                                .name("out")
                                                .activation(Activation.SOFTMAX)
                                                .nOut(3)
                                                .build())
                                .setInputType(InputType.convolutional(size, size, 2, format))
                                .build());
        network.init();
        return network;
    }

    private static KFac factors(MultiLayerNetwork network, MultiDataSet batch) {
        Twin twin = Twin.of(network);
        KFac kFac = KFac.builder().decay(0).fisher(Fisher.EMPIRICAL).build();
        kFac.begin(twin);
        kFac.frequent(Step.of(twin, batch));
        kFac.infrequent(Step.of(twin, batch));
        return kFac;
    }

    private static MultiDataSet labelled(INDArray images) {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, images.size(0), 3);
        labels.getColumn(1).assign(1);
        return new org.nd4j.linalg.dataset.MultiDataSet(images, labels);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void channelsLastHaveTheSameFactorsAndDirection(boolean bias) {
        Nd4j.getRandom().setSeed(2);
        INDArray images = Nd4j.randn(DataType.DOUBLE, 4, 2, 5, 5);
        MultiDataSet first = labelled(images);
        MultiDataSet last = labelled(images.permute(0, 2, 3, 1).dup('c'));
        MultiLayerNetwork channelsFirst = images(CNN2DFormat.NCHW, 5, bias);
        MultiLayerNetwork channelsLast = images(CNN2DFormat.NHWC, 5, bias);
        channelsLast.params().assign(channelsFirst.params());
        KFac expected = factors(channelsFirst, first);
        KFac actual = factors(channelsLast, last);
        assertThat(expected.inputFactor("conv").rows()).isEqualTo(bias ? 13 : 12);
        for (String layer : List.of("conv", "out")) {
            assertThat(actual.inputFactor(layer).distance2(expected.inputFactor(layer)))
                    .isLessThan(1e-13);
            assertThat(actual.outputFactor(layer).distance2(expected.outputFactor(layer)))
                    .isLessThan(1e-13);
        }
        INDArray direction = expected.direction(Step.of(Twin.of(channelsFirst), first));
        INDArray same = actual.direction(Step.of(Twin.of(channelsLast), last));
        assertThat(same.distance2(direction))
                .isLessThan(1e-9 * direction.norm2Number().doubleValue());
    }

    /** The whole minibatch is too large to be cut into patches at once, its halves are not. */
    @Test
    void patchesAreMadeInPortions() {
        Nd4j.getRandom().setSeed(2);
        MultiLayerNetwork network = images(CNN2DFormat.NCHW, 64, true);
        INDArray images = Nd4j.randn(DataType.DOUBLE, 100, 2, 64, 64);
        KFac whole = factors(network, labelled(images));
        var rows = NDArrayIndex.interval(0, 50);
        KFac half = factors(network, labelled(images.get(rows).dup()));
        rows = NDArrayIndex.interval(50, 100);
        KFac otherHalf = factors(network, labelled(images.get(rows).dup()));
        INDArray a = half.inputFactor("conv").add(otherHalf.inputFactor("conv")).div(2);
        INDArray g = half.outputFactor("conv").add(otherHalf.outputFactor("conv")).div(2);
        assertThat(whole.inputFactor("conv").distance2(a))
                .isLessThan(1e-12 * a.norm2Number().doubleValue());
        assertThat(whole.outputFactor("conv").distance2(g))
                .isLessThan(1e-12 * g.norm2Number().doubleValue());
    }

    @Test
    void strataMustFitTheMinibatch() {
        assertThatThrownBy(() -> StratifiedWeights.of(0, -1))
                .hasMessageContaining("strata are [0, -1]");
        DataSet batch = new DataSet(Nd4j.zeros(2, 2), Nd4j.zeros(2, 3));
        assertThatThrownBy(() -> StratifiedWeights.of(0, 1).apply(batch, 0))
                .hasMessageContaining("labels have shape [2, 3], expected [1, classes]");
        // Stratum 1 is empty: two strata, of 1 and 3 examples out of 4.
        StratifiedWeights weights = StratifiedWeights.of(0, 2, 2, 2);
        assertThat(weights.weight(0)).isEqualTo(0.5);
        assertThat(weights.weight(3)).isEqualTo(1.5);
    }
}
