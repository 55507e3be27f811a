/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static io.github.vernier.layers.testing.ArrayAssert.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.memory.MemoryType;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What every 2-D convolution layer must do inside stock DL4J; a test of a layer extends it. */
public abstract class LayerContract {

    private static final int CHANNELS = 4;
    private static final int SIZE = 6;
    private static final int CLASSES = 3;
    private static final int BATCH = 3;

    /** A builder of the layer under test, all else at its default. */
    protected abstract Conv2DBuilder<?> builder(int... kernel);

    @BeforeEach
    void seed() {
        Nd4j.getRandom().setSeed(12345);
    }

    private ConvolutionLayer layer() {
        return layer(Activation.TANH, true, ConvolutionMode.Same, 1, 0, 1);
    }

    private ConvolutionLayer layer(
            Activation activation,
            boolean bias,
            ConvolutionMode mode,
            int stride,
            int pad,
            int dil) {
        return builder(3, 3)
                .stride(stride, stride)
                .padding(pad, pad)
                .dilation(dil, dil)
                .convolutionMode(mode)
                .hasBias(bias)
                .nOut(5)
                .activation(activation)
                .build();
    }

    private static NeuralNetConfiguration.Builder base(DataType type, IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .weightInit(WeightInit.XAVIER)
                .updater(updater);
    }

    private static MultiLayerConfiguration conf(
            ConvolutionLayer layer, NeuralNetConfiguration.Builder base, CNN2DFormat format) {
        return base.list()
                .layer(layer.clone())
                .layer(new GlobalPoolingLayer.Builder().build())
                .layer(
                        new OutputLayer.Builder()
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .lossFunction(LossFunction.MCXENT)
                                .build())
                .setInputType(InputType.convolutional(SIZE, SIZE, CHANNELS, format))
                .build();
    }

    private static MultiLayerNetwork net(
            ConvolutionLayer layer, NeuralNetConfiguration.Builder base) {
        MultiLayerNetwork net = new MultiLayerNetwork(conf(layer, base, CNN2DFormat.NCHW));
        net.init();
        return net;
    }

    private MultiLayerNetwork net() {
        return net(layer(), base(DataType.DOUBLE, new Adam(0.01)));
    }

    private static DataSet data(DataType type) {
        Nd4j.getRandom().setSeed(99);
        INDArray x = Nd4j.randn(DataType.DOUBLE, BATCH, CHANNELS, SIZE, SIZE);
        INDArray y = Nd4j.zeros(type, BATCH, CLASSES);
        for (int i = 0; i < BATCH; i++) {
            y.putScalar(i, i % CLASSES, 1);
        }
        return new DataSet(x.castTo(type), y);
    }

    private static void train(MultiLayerNetwork net, int iterations) {
        DataSet data = data(net.params().dataType());
        for (int i = 0; i < iterations; i++) {
            net.fit(data);
        }
    }

    private static INDArray gradient(MultiLayerNetwork net, INDArray x, INDArray y) {
        net.setInput(x);
        net.setLabels(y);
        net.computeGradientAndScore();
        return net.gradient().gradient();
    }

    @ParameterizedTest(name = "{0} bias={1} {2} stride={3} pad={4} dilation={5} {6}")
    @CsvSource({
        "TANH, true, Same, 1, 0, 1, NCHW",
        "TANH, false, Truncate, 2, 1, 1, NCHW",
        "IDENTITY, true, Truncate, 1, 0, 2, NCHW",
        "RELU, true, Strict, 1, 1, 1, NCHW",
        "SIGMOID, false, Same, 2, 0, 1, NHWC",
        "RELU, true, Truncate, 1, 1, 1, NHWC",
        "IDENTITY, true, Same, 1, 0, 2, NHWC",
    })
    void gradientsEqualCentralDifferences(
            Activation activation,
            boolean bias,
            ConvolutionMode mode,
            int stride,
            int pad,
            int dilation,
            CNN2DFormat format) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try {
            MultiLayerNetwork net =
                    new MultiLayerNetwork(
                            conf(
                                    layer(activation, bias, mode, stride, pad, dilation),
                                    base(DataType.DOUBLE, new NoOp()),
                                    format));
            net.init();
            DataSet data = data(DataType.DOUBLE);
            INDArray x = data.getFeatures();
            boolean agree =
                    GradientCheckUtil.checkGradients(
                            new GradientCheckUtil.MLNConfig()
                                    .net(net)
                                    .input(format == CNN2DFormat.NHWC ? x.permute(0, 2, 3, 1) : x)
                                    .labels(data.getLabels())
                                    .epsilon(1e-6)
                                    .maxRelError(1e-5)
                                    .minAbsoluteError(1e-9)
                                    .print(GradientCheckUtil.PrintMode.ZEROS));
            assertThat(agree).as("backprop equals central differences").isTrue();
        } finally {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void channelsLastEqualsChannelsFirst(DataType type) {
        MultiLayerNetwork nchw = net(layer(), base(type, new NoOp()));
        MultiLayerNetwork nhwc =
                new MultiLayerNetwork(conf(layer(), base(type, new NoOp()), CNN2DFormat.NHWC));
        nhwc.init();
        nhwc.setParams(nchw.params());
        DataSet d = data(type);
        double tolerance = type == DataType.DOUBLE ? 1e-12 : 1e-5;
        INDArray permuted = d.getFeatures().permute(0, 2, 3, 1);
        assertClose("output", nhwc.output(permuted), nchw.output(d.getFeatures()), tolerance);
        assertClose(
                "gradient",
                gradient(nhwc, permuted, d.getLabels()),
                gradient(nchw, d.getFeatures(), d.getLabels()),
                tolerance);
    }

    @Test
    void floatIsCloseToDouble() {
        MultiLayerNetwork inDouble = net(layer(), base(DataType.DOUBLE, new NoOp()));
        MultiLayerNetwork inFloat = net(layer(), base(DataType.FLOAT, new NoOp()));
        inFloat.setParams(inDouble.params().castTo(DataType.FLOAT));
        DataSet d = data(DataType.DOUBLE);
        DataSet f = data(DataType.FLOAT);
        assertClose(
                "gradient",
                gradient(inFloat, f.getFeatures(), f.getLabels()),
                gradient(inDouble, d.getFeatures(), d.getLabels()),
                1e-4);
    }

    @Test
    void jsonAndYamlRoundTrip() {
        MultiLayerConfiguration conf = net().getLayerWiseConfigurations();
        assertThat(MultiLayerConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        assertThat(MultiLayerConfiguration.fromYaml(conf.toYaml())).isEqualTo(conf);
        assertThat(conf.getConf(0).getLayer().clone()).isEqualTo(conf.getConf(0).getLayer());
    }

    @Test
    void aSavedModelComputesAndTrainsOn() throws IOException {
        MultiLayerNetwork net = net();
        train(net, 3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(net, out, true);
        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(
                        new ByteArrayInputStream(out.toByteArray()), true);
        INDArray x = data(DataType.DOUBLE).getFeatures();
        assertSame("output", restored.output(x), net.output(x));
        train(net, 2);
        train(restored, 2);
        assertSame("parameters after more training", restored.params(), net.params());
    }

    @Test
    void aCloneIsEqualAndIndependent() {
        MultiLayerNetwork net = net();
        train(net, 2);
        MultiLayerNetwork clone = net.clone();
        INDArray x = data(DataType.DOUBLE).getFeatures();
        INDArray before = net.output(x);
        assertSame("output", clone.output(x), before);
        train(clone, 2);
        assertSame("output of the original", net.output(x), before);
        train(net, 2);
        assertSame("parameters", clone.params(), net.params());
    }

    @Test
    void aGraphTrainsLikeALayerList() {
        MultiLayerNetwork net = net();
        MultiLayerConfiguration list = net.getLayerWiseConfigurations();
        ComputationGraphConfiguration conf =
                base(DataType.DOUBLE, new Adam(0.01))
                        .graphBuilder()
                        .addInputs("in")
                        .addLayer("conv", list.getConf(0).getLayer().clone(), "in")
                        .addLayer("pool", list.getConf(1).getLayer().clone(), "conv")
                        .addLayer("out", list.getConf(2).getLayer().clone(), "pool")
                        .setOutputs("out")
                        .setInputTypes(InputType.convolutional(SIZE, SIZE, CHANNELS))
                        .build();
        ComputationGraph graph = new ComputationGraph(conf);
        graph.init();
        graph.setParams(net.params());
        train(net, 3);
        for (int i = 0; i < 3; i++) {
            graph.fit(data(DataType.DOUBLE));
        }
        assertSame("parameters", graph.params(), net.params());
        assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    }

    @Test
    void workspacesAndCachesChangeNothing() {
        INDArray[] params = new INDArray[3];
        for (int i = 0; i < params.length; i++) {
            MultiLayerNetwork net =
                    net(
                            layer(),
                            base(DataType.DOUBLE, new Adam(0.01))
                                    .cacheMode(i == 2 ? CacheMode.DEVICE : CacheMode.NONE)
                                    .trainingWorkspaceMode(
                                            i == 1 ? WorkspaceMode.NONE : WorkspaceMode.ENABLED)
                                    .inferenceWorkspaceMode(
                                            i == 1 ? WorkspaceMode.NONE : WorkspaceMode.ENABLED));
            train(net, 4);
            params[i] = net.params();
        }
        assertSame("without workspaces", params[1], params[0]);
        assertSame("with a cache", params[2], params[0]);
    }

    @Test
    void inferenceChangesNothing() {
        MultiLayerNetwork with = net();
        MultiLayerNetwork without = net();
        INDArray x = data(DataType.DOUBLE).getFeatures();
        for (int i = 0; i < 3; i++) {
            train(with, 1);
            train(without, 1);
            INDArray first = with.output(x);
            assertSame("second output", with.output(x), first);
        }
        assertSame("parameters", with.params(), without.params());
    }

    @Test
    void inferenceFollowsEveryChangeOfParameters() {
        MultiLayerNetwork net = net();
        INDArray x = data(DataType.DOUBLE).getFeatures();
        INDArray original = net.params().dup();
        INDArray before = net.output(x);

        net.params().muli(1.5);
        INDArray scaled = net.output(x);
        assertThat(scaled.neq(before).any()).as("output after a write to the view").isTrue();

        net.setParams(original);
        assertSame("output after setParams", net.output(x), before);

        String key =
                net.getLayer(0)
                        .conf()
                        .getLayer()
                        .initializer()
                        .weightKeys(net.getLayer(0).conf().getLayer())
                        .get(0);
        net.setParam("0_" + key, net.getParam("0_" + key).mul(2));
        INDArray after = net.output(x);
        assertThat(after.neq(before).any()).as("output after setParam").isTrue();

        MultiLayerNetwork fresh = net();
        fresh.setParams(net.params());
        assertSame("output of a fresh network", fresh.output(x), after);
    }

    @Test
    void frozenAndTransferred() {
        MultiLayerNetwork net = net(layer(), base(DataType.FLOAT, new Adam(0.01)));
        train(net, 2);
        MultiLayerNetwork transferred =
                new TransferLearning.Builder(net)
                        .fineTuneConfiguration(
                                new FineTuneConfiguration.Builder().updater(new Adam(0.05)).build())
                        .setFeatureExtractor(0)
                        .nOutReplace(2, CLASSES, WeightInit.XAVIER)
                        .build();
        INDArray x = data(DataType.FLOAT).getFeatures();
        assertSame(
                "frozen layer's output",
                transferred.feedForwardToLayer(0, x).get(1),
                net.feedForwardToLayer(0, x).get(1));
        INDArray frozen = transferred.getLayer(0).params().dup();
        INDArray head = transferred.getLayer(2).params().dup();
        train(transferred, 3);
        assertSame("frozen parameters", transferred.getLayer(0).params(), frozen);
        assertThat(transferred.getLayer(2).params().neq(head).any()).as("head trained").isTrue();
    }

    @Test
    void weightDecayActsOnTheLayersOwnParameters() {
        MultiLayerNetwork net =
                net(layer(), base(DataType.DOUBLE, new NoOp()).l2(0.3).l1(0.1).l2Bias(0));
        double expected = 0;
        for (org.deeplearning4j.nn.api.Layer layer : net.getLayers()) {
            if (layer.numParams() == 0) {
                continue;
            }
            for (String key :
                    layer.conf().getLayer().initializer().weightKeys(layer.conf().getLayer())) {
                INDArray p = layer.getParam(key);
                double norm2 = p.norm2Number().doubleValue();
                expected += 0.5 * 0.3 * norm2 * norm2 + 0.1 * p.norm1Number().doubleValue();
            }
        }
        assertThat(net.calcRegularizationScore(true))
                .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void constraintsActOnTheLayersOwnParameters() {
        ConvolutionLayer layer =
                builder(3, 3)
                        .constrainWeights(new MaxNormConstraint(0.01, 0))
                        .nOut(5)
                        .activation(Activation.TANH)
                        .build();
        MultiLayerNetwork net = net(layer, base(DataType.DOUBLE, new Adam(0.1)));
        train(net, 2);
        for (String key : layer.initializer().weightKeys(net.getLayer(0).conf().getLayer())) {
            double largest = net.getLayer(0).getParam(key).norm2(0).maxNumber().doubleValue();
            assertThat(largest).as(key).isLessThanOrEqualTo(0.01 + 1e-9);
        }
    }

    @Test
    void weightNoiseIsTheSameInForwardAndBackwardAndGoneAtInference() {
        ConvolutionLayer layer = layer();
        layer.setWeightNoise(new DropConnect(0.5));
        MultiLayerNetwork noisy = net(layer, base(DataType.DOUBLE, new Adam(0.01)));
        MultiLayerNetwork plain = net();
        plain.setParams(noisy.params());
        INDArray x = data(DataType.DOUBLE).getFeatures();
        assertSame("inference", noisy.output(x), plain.output(x));
        INDArray one = noisy.feedForward(x, true).get(1).dup();
        noisy.clearNoiseWeightParams();
        INDArray two = noisy.feedForward(x, true).get(1).dup();
        noisy.clearNoiseWeightParams();
        assertThat(one.neq(two).any()).as("different noise in each iteration").isTrue();
        train(noisy, 2);
        assertSame(
                "inference after training",
                noisy.output(x),
                withParams(plain, noisy.params()).output(x));
    }

    private static MultiLayerNetwork withParams(MultiLayerNetwork net, INDArray params) {
        net.setParams(params);
        return net;
    }

    @Test
    void dropoutActsOnTheInputInTrainingOnly() {
        ConvolutionLayer layer = layer();
        MultiLayerNetwork plain = net(layer, base(DataType.DOUBLE, new Adam(0.01)));
        layer.setIDropout(new org.deeplearning4j.nn.conf.dropout.Dropout(0.5));
        MultiLayerNetwork dropping = net(layer, base(DataType.DOUBLE, new Adam(0.01)));
        dropping.setParams(plain.params());
        INDArray x = data(DataType.DOUBLE).getFeatures();
        assertSame("inference", dropping.output(x), plain.output(x));
        assertThat(
                        dropping.feedForward(x, true)
                                .get(1)
                                .neq(plain.feedForward(x, true).get(1))
                                .any())
                .as("training differs")
                .isTrue();
    }

    @Test
    void masksShrinkLikeTheStockConvolutions() {
        ConvolutionLayer layer = layer(Activation.TANH, true, ConvolutionMode.Truncate, 2, 1, 1);
        MultiLayerNetwork ours = net(layer, base(DataType.DOUBLE, new NoOp()));
        MultiLayerNetwork stock =
                net(
                        new ConvolutionLayer.Builder(3, 3)
                                .stride(2, 2)
                                .padding(1, 1)
                                .nOut(5)
                                .activation(Activation.TANH)
                                .build(),
                        base(DataType.DOUBLE, new NoOp()));
        INDArray mask = Nd4j.ones(DataType.DOUBLE, BATCH, 1, SIZE, SIZE);
        mask.tensorAlongDimension(0, 1, 2, 3).assign(0);
        assertSame(
                "mask",
                ours.getLayer(0).feedForwardMaskArray(mask, MaskState.Active, BATCH).getFirst(),
                stock.getLayer(0).feedForwardMaskArray(mask, MaskState.Active, BATCH).getFirst());
    }

    @Test
    void memoryReportIncludesTheWeightTensor() {
        ConvolutionLayer layer = (ConvolutionLayer) net().getLayer(0).conf().getLayer();
        InputType input = InputType.convolutional(SIZE, SIZE, CHANNELS);
        long fixed =
                layer.getMemoryReport(input)
                        .getMemoryBytes(
                                MemoryType.WORKING_MEMORY_FIXED,
                                1,
                                MemoryUseMode.TRAINING,
                                CacheMode.NONE,
                                DataType.FLOAT);
        long params =
                layer.getMemoryReport(input)
                        .getMemoryBytes(
                                MemoryType.PARAMETERS,
                                1,
                                MemoryUseMode.TRAINING,
                                CacheMode.NONE,
                                DataType.FLOAT);
        assertThat(params).isEqualTo(4 * layer.initializer().numParams(layer));
        assertThat(fixed).isGreaterThan(params);
    }

    @Test
    void trainingReducesTheLoss() {
        MultiLayerNetwork net = net(layer(), base(DataType.FLOAT, new Adam(0.02)));
        DataSet d = data(DataType.FLOAT);
        double before = net.score(d);
        train(net, 60);
        assertThat(net.score(d)).isLessThan(0.2 * before);
    }
}
