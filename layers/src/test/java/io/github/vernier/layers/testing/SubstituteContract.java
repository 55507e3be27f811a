/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static io.github.vernier.layers.testing.ArrayAssert.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.vernier.layers.substitution.Substitute;
import io.github.vernier.layers.substitution.Substituted;
import io.github.vernier.layers.substitution.Substitution;
import io.github.vernier.layers.substitution.SubstitutionReport.SubstitutedLayer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** What every family of layers that stands in for convolutions must do; its test extends it. */
public abstract class SubstituteContract {

    private static final int CLASSES = 3;
    private static final String REPLACED = "replaced";
    private static final List<Double> RATIOS = List.of(0.0, 0.1, 0.5, 1.0);

    /**
     * The shape of a convolution to be replaced.
     *
     * @param nIn input channels
     * @param nOut output channels
     * @param kernel kernel height and width
     */
    public record Shape(int nIn, int nOut, int kernel) {}

    /**
     * The family under test.
     *
     * @return the family
     */
    protected abstract Substitute substitute();

    /**
     * Shapes of convolutions that the family can stand in for.
     *
     * @return square, wider, narrower, and 1x1
     */
    protected List<Shape> shapes() {
        return List.of(
                new Shape(8, 8, 3), new Shape(4, 10, 3), new Shape(9, 5, 3), new Shape(8, 6, 1));
    }

    /**
     * The weight that a substituted layer applies. By default its answer to unit impulses, which
     * says nothing of how the layer makes the weight; a layer that is not linear in its input
     * overrides this.
     *
     * @param network its layer 0 has no padding, stride 1, a bias and no activation function
     * @param shape the convolution's shape
     * @return {@code [nOut, nIn, kernel, kernel]}
     */
    protected INDArray appliedWeight(MultiLayerNetwork network, Shape shape) {
        int k = shape.kernel();
        int inputs = shape.nIn() * k * k;
        DataType type = network.getLayerWiseConfigurations().getDataType();
        INDArray impulses = Nd4j.eye(inputs).castTo(type).reshape(inputs, shape.nIn(), k, k);
        INDArray answers = answers(network, impulses);
        INDArray bias = answers(network, impulses.like());
        return answers.sub(bias).transpose().dup('c').reshape(shape.nOut(), shape.nIn(), k, k);
    }

    /** {@code [impulses, nOut]}. */
    private static INDArray answers(MultiLayerNetwork network, INDArray images) {
        INDArray maps = network.feedForwardToLayer(0, images).get(1);
        return maps.reshape(maps.size(0), maps.size(1)).dup('c');
    }

    private static MultiLayerConfiguration configuration(Shape shape, DataType type) {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .updater(new Adam(0.05))
                .convolutionMode(ConvolutionMode.Truncate)
                .list()
                .layer(
                        new ConvolutionLayer.Builder(shape.kernel(), shape.kernel())
                                .nOut(shape.nOut())
                                .activation(Activation.IDENTITY)
                                .name(REPLACED)
                                .build())
                .layer(new BatchNormalization())
                .layer(
                        new ConvolutionLayer.Builder(1, 1)
                                .nOut(4)
                                .activation(Activation.TANH)
                                .name("kept")
                                .build())
                .layer(new GlobalPoolingLayer())
                .layer(new OutputLayer.Builder().nOut(CLASSES).build())
                .setInputType(InputType.convolutional(shape.kernel(), shape.kernel(), shape.nIn()))
                .build();
    }

    private static MultiLayerNetwork trained(Shape shape, DataType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(shape, type));
        network.init();
        Nd4j.getRandom().setSeed(11);
        int k = shape.kernel();
        INDArray images = Nd4j.randn(DataType.DOUBLE, 6, shape.nIn(), k, k).castTo(type);
        INDArray labels = Nd4j.zeros(type, 6, CLASSES);
        IntStream.range(0, 6).forEach(i -> labels.putScalar(i, i % CLASSES, 1));
        for (int i = 0; i < 3; i++) {
            network.fit(new DataSet(images, labels));
        }
        return network;
    }

    private Substitution at(double ratio) {
        return Substitution.builder().with(substitute()).layers(REPLACED).ratio(ratio).build();
    }

    private Stream<DynamicTest> forEachShape(Consumer<Shape> test) {
        return shapes().stream().map(s -> dynamicTest(s.toString(), () -> test.accept(s)));
    }

    @TestFactory
    Stream<DynamicTest> theSizeNeverDecreasesWithTheRatio() {
        return forEachShape(
                shape -> {
                    MultiLayerConfiguration original = configuration(shape, DataType.FLOAT);
                    assertThat(IntStream.rangeClosed(0, 40).mapToObj(i -> i / 40.0))
                            .extracting(ratio -> at(ratio).apply(original).report().after())
                            .isSorted();
                });
    }

    @TestFactory
    Stream<DynamicTest> onlyAScalableFamilyHasSeveralSizes() {
        return forEachShape(
                shape -> {
                    MultiLayerConfiguration original = configuration(shape, DataType.FLOAT);
                    long least = at(0).apply(original).report().after();
                    long most = at(1).apply(original).report().after();
                    assertThat(most == least || substitute().isScalable()).isTrue();
                });
    }

    @TestFactory
    Stream<DynamicTest> theOriginalIsNotTouched() {
        return forEachShape(
                shape -> {
                    MultiLayerNetwork original = trained(shape, DataType.FLOAT);
                    INDArray params = original.params().dup();
                    INDArray updater = original.getUpdater().getStateViewArray().dup();
                    String json = original.getLayerWiseConfigurations().toJson();
                    MultiLayerNetwork result = at(0.5).apply(original).result();
                    result.params().addi(1);
                    assertSame("parameters", original.params(), params);
                    assertSame("updater state", original.getUpdater().getStateViewArray(), updater);
                    assertThat(original.getLayerWiseConfigurations().toJson())
                            .as("configuration")
                            .isEqualTo(json);
                });
    }

    @TestFactory
    Stream<DynamicTest> theArgumentsAreNotTouched() {
        return forEachShape(
                shape -> {
                    MultiLayerNetwork trained = trained(shape, DataType.DOUBLE);
                    ConvolutionLayer original =
                            (ConvolutionLayer) trained.getLayer(0).conf().getLayer();
                    ConvolutionLayer before = original.clone();
                    substitute().replace(original, 0.5, 7);
                    assertThat(original)
                            .usingRecursiveComparison()
                            .ignoringAllOverriddenEquals()
                            .isEqualTo(before);
                    MultiLayerNetwork result = at(0.5).apply(trained).result();
                    INDArray weight = trained.getParam("0_W").dup('c');
                    substitute()
                            .initialize(
                                    (ConvolutionLayer) result.getLayer(0).conf().getLayer(),
                                    weight,
                                    result.getLayer(0).paramTable());
                    assertSame("weight", weight, trained.getParam("0_W"));
                });
    }

    @TestFactory
    Stream<DynamicTest> theResidualIsThatOfTheAppliedWeight() {
        return forEachShape(
                shape -> {
                    for (double ratio : RATIOS) {
                        assertResidual(trained(shape, DataType.DOUBLE), shape, ratio, 1e-9);
                        assertResidual(trained(shape, DataType.FLOAT), shape, ratio, 1e-5);
                    }
                });
    }

    private void assertResidual(
            MultiLayerNetwork original, Shape shape, double ratio, double tolerance) {
        Substituted<MultiLayerNetwork> substituted = at(ratio).apply(original);
        INDArray weight = original.getParam("0_W").castTo(DataType.DOUBLE);
        INDArray applied = appliedWeight(substituted.result(), shape).castTo(DataType.DOUBLE);
        double residual =
                weight.sub(applied).norm2Number().doubleValue()
                        / weight.norm2Number().doubleValue();
        SubstitutedLayer reported = substituted.report().layers().get(0);
        assertThat(reported.residual().orElseThrow())
                .as("residual at ratio " + ratio)
                .isCloseTo(residual, offset(tolerance));
    }

    @Test
    void theResidualOfAZeroWeightIsZero() {
        Shape shape = shapes().get(0);
        MultiLayerNetwork original = trained(shape, DataType.DOUBLE);
        original.getParam("0_W").assign(0);
        Substituted<MultiLayerNetwork> substituted = at(0.5).apply(original);
        assertThat(substituted.report().layers().get(0).residual()).hasValue(0);
        INDArray applied = appliedWeight(substituted.result(), shape);
        // Not zero: a product of factors that are all zero could never be trained.
        assertThat(applied.amaxNumber().doubleValue()).as("largest weight").isLessThan(1e-3);
    }

    @TestFactory
    Stream<DynamicTest> allOtherParametersAreCopiedBitForBit() {
        return forEachShape(
                shape -> {
                    MultiLayerNetwork original = trained(shape, DataType.FLOAT);
                    Map<String, INDArray> result = at(0.3).apply(original).result().paramTable();
                    original.paramTable()
                            .forEach(
                                    (name, parameter) -> {
                                        if (!name.equals("0_W")) {
                                            assertSame(name, result.get(name), parameter);
                                        }
                                    });
                });
    }

    @TestFactory
    Stream<DynamicTest> theReportCountsTheNetworksParameters() {
        return forEachShape(
                shape -> {
                    MultiLayerNetwork original = trained(shape, DataType.FLOAT);
                    for (double ratio : RATIOS) {
                        Substituted<MultiLayerNetwork> small = at(ratio).apply(original);
                        // Batch normalization's mean and variance are not trained.
                        long statistics = 2L * shape.nOut();
                        assertThat(small.report().after())
                                .isEqualTo(small.result().numParams() - statistics);
                        assertThat(small.report().layers().get(0).after())
                                .isEqualTo(small.result().getLayer(0).numParams());
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> theSameSeedGivesTheSameNetworkAlsoFromJson() {
        return forEachShape(
                shape -> {
                    MultiLayerNetwork original = trained(shape, DataType.FLOAT);
                    MultiLayerNetwork one = at(0.4).apply(original).result();
                    Nd4j.getRandom().setSeed(5);
                    MultiLayerNetwork two = at(0.4).apply(original).result();
                    assertSame("parameters", two.params(), one.params());
                    MultiLayerConfiguration conf = one.getLayerWiseConfigurations();
                    assertThat(two.getLayerWiseConfigurations()).isEqualTo(conf);
                    MultiLayerNetwork read =
                            new MultiLayerNetwork(MultiLayerConfiguration.fromJson(conf.toJson()));
                    read.init(one.params(), true);
                    assertSame(
                            "applied weight",
                            appliedWeight(read, shape),
                            appliedWeight(one, shape));
                });
    }
}
