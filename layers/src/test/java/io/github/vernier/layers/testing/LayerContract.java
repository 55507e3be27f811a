/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static io.github.vernier.layers.testing.ArrayAssert.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.MemoryType;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * What every layer must do inside stock DL4J; a test of a layer extends it.
 *
 * <p>A subclass names the layer and its input; the contract puts stock layers around it, draws
 * data, and runs. {@link ConvolutionContract}, {@link Convolution1DContract}, {@link
 * FeedForwardContract} and {@link OutputLayerContract} know the options of those kinds of layers.
 */
public abstract class LayerContract extends LayerFixture {

    /**
     * Added noise, unlike dropped weights, has the derivative that DL4J gives all weight noise, and
     * cannot leave a product of small factors zero.
     */
    private static final IWeightNoise ADDED_NOISE =
            new WeightNoise(new NormalDistribution(0, 0.3), true);

    @TestFactory
    Stream<DynamicTest> activationsHaveTheShapeOfTheOutputType() {
        return forEach(
                options(),
                c -> {
                    MultiLayerNetwork net = network(c, settings(DataType.FLOAT, new NoOp()));
                    InputType output =
                            net.getLayerWiseConfigurations()
                                    .getLayerActivationTypes(c.input())
                                    .get(index());
                    INDArray x = data(net, c.input()).getFeatures();
                    long[] expected = RandomData.shape(MINIBATCH, output);
                    assertThat(activations(net, x, true).shape())
                            .as("shape in training")
                            .isEqualTo(expected);
                    assertThat(activations(net, x, false).shape())
                            .as("shape at inference")
                            .isEqualTo(expected);
                    assertThat(activations(net, x, false).dataType())
                            .as("data type")
                            .isEqualTo(DataType.FLOAT);
                });
    }

    @TestFactory
    Stream<DynamicTest> gradientsEqualCentralDifferences() {
        requires(Check.GRADIENT);
        return forEach(differentiableOptions(), c -> checkGradients(c, check -> {}));
    }

    /**
     * Compares the backward pass with central differences of the loss, in double.
     *
     * @param c the layer's settings
     * @param more sets masks or a callback
     */
    protected final void checkGradients(LayerCase c, Consumer<GradientCheckUtil.MLNConfig> more) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try {
            MultiLayerNetwork net = network(c, settings(DataType.DOUBLE, new NoOp()));
            DataSet data = data(net, c.input());
            GradientCheckUtil.MLNConfig check =
                    new GradientCheckUtil.MLNConfig()
                            .net(net)
                            .input(data.getFeatures())
                            .labels(data.getLabels())
                            .epsilon(1e-6)
                            .maxRelError(1e-5)
                            .minAbsoluteError(1e-9)
                            .excludeParams(
                                    statistics().stream()
                                            .map(name -> index() + "_" + name)
                                            .collect(Collectors.toSet()))
                            .print(GradientCheckUtil.PrintMode.ZEROS);
            more.accept(check);
            assertThat(GradientCheckUtil.checkGradients(check))
                    .as("backprop equals central differences")
                    .isTrue();
        } finally {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        }
    }

    @TestFactory
    Stream<DynamicTest> channelsLastEqualsChannelsFirst() {
        InputType last = RandomData.channelsLast(inputType());
        assumeTrue(last != null, "The input has one layout only");
        requires(Check.DATA_FORMAT);
        return Stream.of(DataType.DOUBLE, DataType.FLOAT)
                .map(type -> dynamicTest(type.name(), () -> compareLayouts(last, type)));
    }

    private void compareLayouts(InputType channelsLast, DataType type) {
        MultiLayerNetwork first = network(standard(), settings(type, new NoOp()));
        MultiLayerNetwork last =
                network(
                        new LayerCase("channels last", layer(), channelsLast),
                        settings(type, new NoOp()));
        last.setParams(first.params());
        double tolerance = type == DataType.DOUBLE ? 1e-12 : 1e-5;
        DataSet firstData = data(first, inputType());
        DataSet lastData = data(last, channelsLast);
        INDArray expected = first.output(firstData.getFeatures());
        INDArray actual = last.output(lastData.getFeatures());
        assertClose("output", channelsFirst(actual, last, channelsLast), expected, tolerance);
        assertClose("gradient", gradient(last, lastData), gradient(first, firstData), tolerance);
    }

    private static INDArray channelsFirst(
            INDArray output, MultiLayerNetwork network, InputType input) {
        List<InputType> types = network.getLayerWiseConfigurations().getLayerActivationTypes(input);
        InputType type = types.get(types.size() - 1);
        if (!type.equals(RandomData.channelsLast(type))) {
            return output;
        }
        return output.rank() == 4 ? output.permute(0, 3, 1, 2) : output.permute(0, 2, 1);
    }

    @Test
    void floatIsCloseToDouble() {
        requires(Check.PRECISION);
        MultiLayerNetwork inDouble = network(standard(), settings(DataType.DOUBLE, new NoOp()));
        MultiLayerNetwork inFloat = network(standard(), settings(DataType.FLOAT, new NoOp()));
        inFloat.setParams(inDouble.params().castTo(DataType.FLOAT));
        assertClose(
                "gradient",
                gradient(inFloat, data(inFloat, inputType())),
                gradient(inDouble, data(inDouble, inputType())),
                1e-4);
    }

    @TestFactory
    Stream<DynamicTest> jsonAndYamlRoundTrip() {
        requires(Check.JSON);
        return forEach(
                options(),
                c -> {
                    MultiLayerNetwork net = network(c, settings(DataType.DOUBLE, new NoOp()));
                    MultiLayerConfiguration conf = net.getLayerWiseConfigurations();
                    MultiLayerConfiguration json = MultiLayerConfiguration.fromJson(conf.toJson());
                    MultiLayerConfiguration yaml = MultiLayerConfiguration.fromYaml(conf.toYaml());
                    assertThat(json).as("configuration from JSON").isEqualTo(conf);
                    assertThat(yaml).as("configuration from YAML").isEqualTo(conf);
                    Layer layer = configured(net);
                    assertSameFields("from JSON", json.getConf(index()).getLayer(), layer);
                    assertSameFields("from YAML", yaml.getConf(index()).getLayer(), layer);
                    assertSameFields("clone", layer.clone(), layer);
                    assertThat(layer.clone()).as("clone").isEqualTo(layer);
                    MultiLayerNetwork read = new MultiLayerNetwork(json);
                    read.init();
                    INDArray x = data(net, c.input()).getFeatures();
                    assertSame(
                            "output of the network from JSON",
                            withParams(read, net.params()).output(x),
                            net.output(x));
                });
    }

    /** Fields, not equals(), which may have forgotten the same field. */
    private static void assertSameFields(String what, Layer actual, Layer expected) {
        assertThat(actual)
                .as(what)
                .usingRecursiveComparison()
                .ignoringAllOverriddenEquals()
                .ignoringFields(transientFields(expected.getClass()))
                .isEqualTo(expected);
    }

    private static String[] transientFields(Class<?> type) {
        return Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass)
                .flatMap(c -> Stream.of(c.getDeclaredFields()))
                .filter(f -> Modifier.isTransient(f.getModifiers()))
                .map(Field::getName)
                .toArray(String[]::new);
    }

    @Test
    void aSavedModelComputesAndTrainsOn() throws IOException {
        requires(Check.SERIALIZATION);
        MultiLayerNetwork net = network();
        train(net, 3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(net, out, true);
        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(
                        new ByteArrayInputStream(out.toByteArray()), true);
        assertSame("output", restored.output(x(net)), net.output(x(net)));
        train(net, 2);
        train(restored, 2);
        assertSame("parameters after more training", restored.params(), net.params());
    }

    @Test
    void aCloneIsEqualAndIndependent() {
        requires(Check.CLONE);
        MultiLayerNetwork net = network();
        train(net, 2);
        MultiLayerNetwork clone = net.clone();
        INDArray x = x(net);
        INDArray before = net.output(x);
        assertSame("output", clone.output(x), before);
        train(clone, 2);
        assertSame("output of the original", net.output(x), before);
        train(net, 2);
        assertSame("parameters", clone.params(), net.params());
    }

    @Test
    void aGraphTrainsLikeALayerList() {
        requires(Check.GRAPH);
        MultiLayerNetwork net = network();
        ComputationGraphConfiguration.GraphBuilder builder =
                settings(DataType.DOUBLE, new Adam(0.01)).graphBuilder().addInputs("in");
        String last = "in";
        for (Layer layer : stack(standard())) {
            String name = "after-" + last;
            builder.addLayer(name, layer, last);
            last = name;
        }
        ComputationGraphConfiguration conf =
                builder.setOutputs(last).setInputTypes(inputType()).build();
        ComputationGraph graph = new ComputationGraph(conf);
        graph.init();
        graph.setParams(net.params());
        train(net, 3);
        DataSet data = data(net, inputType());
        for (int i = 0; i < 3; i++) {
            graph.fit(data);
        }
        assertSame("parameters", graph.params(), net.params());
        assertSame(
                "output", graph.outputSingle(data.getFeatures()), net.output(data.getFeatures()));
        assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    }

    @Test
    void workspacesAndCachesChangeNothing() {
        requires(Check.WORKSPACES);
        INDArray expected = paramsAfterTraining(WorkspaceMode.ENABLED, CacheMode.NONE);
        assertSame(
                "without workspaces",
                paramsAfterTraining(WorkspaceMode.NONE, CacheMode.NONE),
                expected);
        assertSame(
                "with a cache",
                paramsAfterTraining(WorkspaceMode.ENABLED, CacheMode.DEVICE),
                expected);
    }

    private INDArray paramsAfterTraining(WorkspaceMode workspaces, CacheMode cache) {
        MultiLayerNetwork net =
                network(
                        standard(),
                        settings(DataType.DOUBLE, new Adam(0.01))
                                .cacheMode(cache)
                                .trainingWorkspaceMode(workspaces)
                                .inferenceWorkspaceMode(workspaces));
        train(net, 4);
        return net.params();
    }

    @Test
    void inferenceChangesNothing() {
        requires(Check.STATELESS_INFERENCE);
        MultiLayerNetwork with = network();
        MultiLayerNetwork without = network();
        INDArray x = x(with);
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
        requires(Check.PARAMETER_CHANGES);
        MultiLayerNetwork net = network();
        assumeParameters(net);
        INDArray x = x(net);
        INDArray original = net.params().dup();
        INDArray before = activations(net, x, false);

        net.getLayer(index()).params().muli(1.5);
        assertThat(differ(activations(net, x, false), before))
                .as("output changed after a write to the view")
                .isTrue();

        net.setParams(original);
        assertSame("output after setParams", activations(net, x, false), before);

        String key = weightKeys(configured(net)).get(0);
        net.setParam(index() + "_" + key, net.getParam(index() + "_" + key).mul(2));
        INDArray after = activations(net, x, false);
        assertThat(differ(after, before)).as("output changed after setParam").isTrue();

        assertSame(
                "output of a fresh network",
                activations(withParams(network(), net.params()), x, false),
                after);
    }

    private static List<String> weightKeys(Layer layer) {
        return layer.initializer().weightKeys(layer);
    }

    private void assumeParameters(MultiLayerNetwork net) {
        assumeTrue(
                net.getLayer(index()).numParams() > 0 && !weightKeys(configured(net)).isEmpty(),
                "The layer has no weights");
    }

    @Test
    void keptFrozenAndGivenANewHead() {
        requires(Check.TRANSFER_LEARNING);
        MultiLayerNetwork net = network(standard(), settings(DataType.FLOAT, new Adam(0.01)));
        train(net, 2);
        INDArray x = x(net);
        FineTuneConfiguration fine =
                new FineTuneConfiguration.Builder().updater(new Adam(0.05)).build();
        MultiLayerNetwork kept =
                new TransferLearning.Builder(net).fineTuneConfiguration(fine).build();
        assertSame("output of the kept layers", kept.output(x), net.output(x));

        int head = net.getnLayers() - 1;
        // A head cannot be frozen and trained at once.
        int frozen = Math.min(index(), head - 1);
        assumeTrue(frozen >= 0, "There is nothing to freeze in front of the head");
        MultiLayerNetwork transferred =
                new TransferLearning.Builder(net)
                        .fineTuneConfiguration(fine)
                        .setFeatureExtractor(frozen)
                        .nOutReplace(head, (int) nOut(net, head), WeightInit.XAVIER)
                        .build();
        assertSame(
                "frozen layer's output",
                transferred.feedForwardToLayer(frozen, x).get(frozen + 1),
                net.feedForwardToLayer(frozen, x).get(frozen + 1));
        INDArray frozenParams = transferred.getLayer(frozen).params().dup();
        INDArray headParams = transferred.getLayer(head).params().dup();
        train(transferred, 3);
        assertSame("frozen parameters", transferred.getLayer(frozen).params(), frozenParams);
        assertThat(differ(transferred.getLayer(head).params(), headParams))
                .as("head trained")
                .isTrue();
    }

    private static long nOut(MultiLayerNetwork net, int layer) {
        return ((FeedForwardLayer) net.getLayer(layer).conf().getLayer()).getNOut();
    }

    @Test
    void weightDecayActsOnTheLayersOwnParameters() {
        requires(Check.REGULARIZATION);
        MultiLayerNetwork net =
                network(
                        standard(),
                        settings(DataType.DOUBLE, new NoOp()).l2(0.3).l1(0.1).l2Bias(0));
        assumeParameters(net);
        double expected = 0;
        for (org.deeplearning4j.nn.api.Layer layer : net.getLayers()) {
            if (layer.numParams() == 0) {
                continue;
            }
            for (String key : weightKeys(layer.conf().getLayer())) {
                INDArray p = layer.getParam(key);
                double norm2 = p.norm2Number().doubleValue();
                expected += 0.5 * 0.3 * norm2 * norm2 + 0.1 * p.norm1Number().doubleValue();
            }
        }
        assertThat(net.calcRegularizationScore(true)).isCloseTo(expected, offset(1e-12));
    }

    @Test
    void constraintsActOnTheLayersOwnParameters() {
        requires(Check.CONSTRAINTS);
        MultiLayerNetwork net =
                network(
                        standard(),
                        settings(DataType.DOUBLE, new Adam(0.1))
                                .constrainWeights(new MaxNormConstraint(0.01, 0)));
        assertConstrained(net);
    }

    /**
     * Asserts that training keeps every weight's norm along axis 0 within 0.01.
     *
     * @param net a network whose layer under test has {@code MaxNormConstraint(0.01, 0)}
     */
    protected final void assertConstrained(MultiLayerNetwork net) {
        assumeParameters(net);
        train(net, 2);
        for (String key : weightKeys(configured(net))) {
            double largest = net.getLayer(index()).getParam(key).norm2(0).maxNumber().doubleValue();
            assertThat(largest).as(key).isLessThanOrEqualTo(0.01 + 1e-9);
        }
    }

    /** What the layer makes of an active mask. */
    protected final INDArray reduced(INDArray mask, LayerCase c) {
        return network(c, settings(mask.dataType(), new NoOp()))
                .getLayer(index())
                .feedForwardMaskArray(mask, MaskState.Active, MINIBATCH)
                .getFirst();
    }

    @Test
    void weightNoiseActsInTrainingOnly() {
        Layer layer = layer();
        addNoise(layer, ADDED_NOISE);
        MultiLayerNetwork noisy =
                network(
                        new LayerCase("noisy", layer, inputType()),
                        settings(DataType.DOUBLE, new Adam(0.01)));
        MultiLayerNetwork plain = withParams(network(), noisy.params());
        INDArray x = x(noisy);
        assertSame("inference", noisy.output(x), plain.output(x));
        assertThat(differ(activations(noisy, x, true), activations(noisy, x, true)))
                .as("noise differs between iterations")
                .isTrue();
        train(noisy, 2);
        assertSame(
                "inference after training",
                noisy.output(x),
                withParams(plain, noisy.params()).output(x));
    }

    @Test
    void forwardAndBackwardSeeTheSameWeightNoise() {
        requires(Check.GRADIENT);
        Layer layer = differentiableOptions().get(0).layer();
        addNoise(layer, ADDED_NOISE);
        checkGradients(
                new LayerCase("noisy", layer, inputType()),
                check ->
                        check.callEachIter(
                                net -> {
                                    net.clearNoiseWeightParams();
                                    Nd4j.getRandom().setSeed(5);
                                }));
    }

    private void addNoise(Layer layer, IWeightNoise noise) {
        requires(Check.WEIGHT_NOISE);
        assumeTrue(layer instanceof BaseLayer, "The layer takes no weight noise");
        ((BaseLayer) layer).setWeightNoise(noise);
    }

    @Test
    void dropoutActsOnTheInputInTrainingOnly() {
        requires(Check.DROPOUT);
        Layer layer = layer();
        layer.setIDropout(new Dropout(0.5));
        MultiLayerNetwork dropping =
                network(
                        new LayerCase("dropout", layer, inputType()),
                        settings(DataType.DOUBLE, new Adam(0.01)));
        MultiLayerNetwork plain = withParams(network(), dropping.params());
        INDArray x = x(plain);
        assertSame("inference", dropping.output(x), plain.output(x));
        assertThat(differ(activations(dropping, x, true), activations(plain, x, true)))
                .as("training differs")
                .isTrue();
    }

    @Test
    void maskedTimeStepsChangeNothing() {
        assumeTrue(inputType() instanceof InputTypeRecurrent, "The input is no time series");
        requires(Check.MASKS);
        MultiLayerNetwork net = network(standard(), settings(DataType.DOUBLE, new NoOp()));
        DataSet data = data(net, inputType());
        long steps = ((InputTypeRecurrent) inputType()).getTimeSeriesLength();
        INDArray mask = RandomData.stepMask(MINIBATCH, steps, DataType.DOUBLE);
        data.setFeaturesMaskArray(mask);
        data.setLabelsMaskArray(labelMask(data.getLabels(), mask));
        INDArray gradient = gradient(net, data).dup();
        double score = net.score();
        data.getFeatures()
                .get(
                        NDArrayIndex.point(0),
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(steps - 2, steps))
                .addi(3);
        assertSame("gradient", gradient(net, data), gradient);
        assertThat(net.score()).as("score").isEqualTo(score);
        data.setFeaturesMaskArray(null);
        data.setLabelsMaskArray(null);
        assertThat(differ(gradient(net, data), gradient)).as("without a mask").isTrue();
    }

    /** The mask for labels of every step; null for labels of other time steps or of none. */
    private static INDArray labelMask(INDArray labels, INDArray mask) {
        return labels.rank() == 3 && labels.size(2) == mask.size(1) ? mask : null;
    }

    @Test
    void gradientsWithMaskedTimeStepsEqualCentralDifferences() {
        assumeTrue(inputType() instanceof InputTypeRecurrent, "The input is no time series");
        requires(Check.MASKS);
        requires(Check.GRADIENT);
        checkGradients(
                differentiableOptions().get(0),
                check -> {
                    INDArray mask =
                            RandomData.stepMask(MINIBATCH, check.input().size(2), DataType.DOUBLE);
                    check.inputMask(mask).labelMask(labelMask(check.labels(), mask));
                });
    }

    @Test
    void memoryReportCountsParametersAndActivations() {
        requires(Check.MEMORY_REPORT);
        Layer layer = configured(network());
        assertThat(reported(layer, MemoryType.PARAMETERS))
                .isEqualTo(4 * layer.initializer().numParams(layer));
        assertThat(reported(layer, MemoryType.ACTIVATIONS))
                .isEqualTo(4 * layer.getOutputType(index(), inputType()).arrayElementsPerExample());
    }

    /**
     * What a layer reports for one example in a training step in single precision.
     *
     * @param layer a layer that knows its number of inputs
     * @param type kind of memory
     * @return bytes
     */
    protected final long reported(Layer layer, MemoryType type) {
        return layer.getMemoryReport(inputType())
                .getMemoryBytes(type, 1, MemoryUseMode.TRAINING, CacheMode.NONE, DataType.FLOAT);
    }

    @Test
    void trainingReducesTheLoss() {
        requires(Check.LEARNING);
        MultiLayerNetwork net = network(standard(), settings(DataType.FLOAT, new Adam(0.02)));
        DataSet d = data(net, inputType());
        double before = net.score(d);
        train(net, 60);
        assertThat(net.score(d)).isLessThan(0.2 * before);
    }
}
