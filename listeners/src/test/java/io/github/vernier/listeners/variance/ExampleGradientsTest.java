/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.hashed.HashedConvolution2D;
import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ExampleGradientsTest {

    private static final int EXAMPLES = 7;
    private static final double TOLERANCE = 1e-9;

    private static NeuralNetConfiguration.Builder base() {
        return new NeuralNetConfiguration.Builder()
                .seed(12)
                .dataType(DataType.DOUBLE)
                .l2(0.01)
                .updater(new Sgd(0.1))
                .activation(Activation.TANH);
    }

    private static OutputLayer out() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .name("out")
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static MultiLayerNetwork init(NeuralNetConfiguration.ListBuilder list, InputType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(type).build());
        network.init();
        return network;
    }

    private static MultiLayerNetwork convolutions(CNN2DFormat format, ConvolutionMode mode) {
        return init(
                base().list()
                        .layer(
                                new ConvolutionLayer.Builder(3, 2)
                                        .name("conv1")
                                        .nOut(4)
                                        .dataFormat(format)
                                        .convolutionMode(mode)
                                        .padding(mode == ConvolutionMode.Same ? 0 : 1, 0)
                                        .activation(Activation.SOFTPLUS)
                                        .build())
                        .layer(
                                new ConvolutionLayer.Builder(2, 2)
                                        .name("conv2")
                                        .nOut(3)
                                        .stride(2, 1)
                                        .dilation(1, 2)
                                        .hasBias(false)
                                        .dataFormat(format)
                                        .convolutionMode(mode)
                                        .build())
                        .layer(new DenseLayer.Builder().name("dense").nOut(5).build())
                        .layer(out()),
                InputType.convolutional(6, 5, 2, format));
    }

    private static MultiLayerNetwork embedding() {
        return init(
                base().list()
                        .layer(
                                new EmbeddingLayer.Builder()
                                        .name("words")
                                        .nIn(4)
                                        .nOut(5)
                                        .hasBias(true)
                                        .activation(Activation.SIGMOID)
                                        .build())
                        .layer(
                                new DenseLayer.Builder()
                                        .name("dense")
                                        .nOut(6)
                                        .hasBias(false)
                                        .build())
                        .layer(out()),
                InputType.feedForward(4));
    }

    private static ComputationGraph graph() {
        ComputationGraph network =
                new ComputationGraph(
                        base().graphBuilder()
                                .addInputs("word", "image")
                                .addLayer(
                                        "words",
                                        new EmbeddingLayer.Builder().nIn(4).nOut(5).build(),
                                        "word")
                                .addLayer(
                                        "conv",
                                        new ConvolutionLayer.Builder(3, 3)
                                                .nOut(2)
                                                .convolutionMode(ConvolutionMode.Same)
                                                .build(),
                                        "image")
                                .addLayer(
                                        "conv2",
                                        new ConvolutionLayer.Builder(3, 3)
                                                .nOut(2)
                                                .convolutionMode(ConvolutionMode.Same)
                                                .build(),
                                        "conv")
                                .addVertex(
                                        "sum",
                                        new ElementWiseVertex(ElementWiseVertex.Op.Add),
                                        "conv",
                                        "conv2")
                                .addLayer("dense", new DenseLayer.Builder().nOut(5).build(), "sum")
                                .addVertex("both", new MergeVertex(), "words", "dense")
                                .addLayer("out", out(), "both")
                                .addLayer(
                                        "second",
                                        new OutputLayer.Builder(LossFunction.MSE)
                                                .nOut(3)
                                                .activation(Activation.TANH)
                                                .build(),
                                        "dense")
                                .setOutputs("out", "second")
                                .setInputTypes(
                                        InputType.feedForward(4), InputType.convolutional(5, 4, 2))
                                .build());
        network.init();
        return network;
    }

    private static MultiLayerNetwork hashed() {
        return init(
                base().list()
                        .layer(
                                new HashedConvolution2D.Builder(3, 3)
                                        .name("hashed")
                                        .buckets(20)
                                        .nOut(3)
                                        .convolutionMode(ConvolutionMode.Same)
                                        .build())
                        .layer(out()),
                InputType.convolutional(4, 4, 2));
    }

    private static INDArray words() {
        return Nd4j.createFromArray(1.0, 3, 3, 0, 1, 3, 2).reshape(EXAMPLES, 1);
    }

    private static INDArray images(long... shape) {
        Nd4j.getRandom().setSeed(5);
        return Nd4j.randn(DataType.DOUBLE, shape);
    }

    private static INDArray labels() {
        INDArray y = Nd4j.zeros(DataType.DOUBLE, EXAMPLES, 3);
        for (int i = 0; i < EXAMPLES; i++) {
            y.putScalar(i, (i * 2) % 3, 1);
        }
        return y;
    }

    private static MultiDataSet batch(INDArray... features) {
        INDArray[] labels =
                features.length == 1
                        ? new INDArray[] {labels()}
                        : new INDArray[] {labels(), labels().mul(0.5)};
        return new org.nd4j.linalg.dataset.MultiDataSet(features, labels);
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(
                        "valid, NCHW",
                        (Supplier<Model>)
                                () -> convolutions(CNN2DFormat.NCHW, ConvolutionMode.Truncate),
                        batch(images(EXAMPLES, 2, 6, 5))),
                Arguments.of(
                        "same, NCHW",
                        (Supplier<Model>)
                                () -> convolutions(CNN2DFormat.NCHW, ConvolutionMode.Same),
                        batch(images(EXAMPLES, 2, 6, 5))),
                Arguments.of(
                        "same, NHWC",
                        (Supplier<Model>)
                                () -> convolutions(CNN2DFormat.NHWC, ConvolutionMode.Same),
                        batch(images(EXAMPLES, 6, 5, 2))),
                Arguments.of(
                        "embedding",
                        (Supplier<Model>) ExampleGradientsTest::embedding,
                        batch(words())),
                Arguments.of(
                        "graph of two inputs and outputs",
                        (Supplier<Model>) ExampleGradientsTest::graph,
                        batch(words(), images(EXAMPLES, 2, 5, 4))),
                Arguments.of(
                        "hashed convolution by loop",
                        (Supplier<Model>) ExampleGradientsTest::hashed,
                        batch(images(EXAMPLES, 2, 4, 4))));
    }

    private static void close(double actual, double expected, String what) {
        assertThat(actual)
                .as(what)
                .isCloseTo(expected, within(TOLERANCE * Math.max(Math.abs(expected), 1e-3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void equalsTheLoop(String name, Supplier<Model> network, MultiDataSet batch) {
        Model model = network.get();
        ExampleStatistics fast =
                new ExampleGradients(
                                Twin.of(model),
                                Convention.UNBIASED,
                                ExampleMethod.VECTORIZED_OR_LOOP)
                        .withPairs()
                        .measure(batch);
        ExampleStatistics slow =
                new ExampleGradients(Twin.of(model), Convention.UNBIASED, ExampleMethod.LOOP)
                        .withPairs()
                        .measure(batch);
        assertThat(fast.coverage().share()).isEqualTo(1);
        assertEqual(fast, slow);
        assertThat(fast.report().total().noiseScale()).isPositive();
        // Over again, in the buffers of the first time.
        Twin twin = Twin.of(model);
        ExampleGradients again =
                new ExampleGradients(twin, Convention.UNBIASED, ExampleMethod.VECTORIZED_OR_LOOP);
        again.measure(batch);
        again.measure(part(batch, 3));
        ExampleStatistics repeated = again.measure(batch);
        close(
                repeated.report().total().variance(),
                slow.report().total().variance(),
                "variance the second time");
        close(repeated.dots()[3], slow.dots()[3], "product the second time");
    }

    /** Patches for one example or two at a time, gradients held or made twice. */
    @Test
    void workingMemoryDoesNotMatter() {
        MultiDataSet batch = batch(images(EXAMPLES, 2, 6, 5));
        Model model = convolutions(CNN2DFormat.NCHW, ConvolutionMode.Same);
        ExampleStatistics plenty =
                new ExampleGradients(Twin.of(model), Convention.UNBIASED, ExampleMethod.VECTORIZED)
                        .measure(batch);
        for (WorkingMemory memory :
                List.of(
                        new WorkingMemory(0, 0),
                        new WorkingMemory(1 << 20, 0),
                        new WorkingMemory(2 * 12 * 30, 1 << 20))) {
            ExampleStatistics other =
                    new ExampleGradients(
                                    Twin.of(model),
                                    Convention.UNBIASED,
                                    ExampleMethod.VECTORIZED,
                                    memory)
                            .measure(batch);
            for (int i = 0; i < EXAMPLES; i++) {
                close(other.squaredNorms()[i], plenty.squaredNorms()[i], "norm " + i);
                close(other.dots()[i], plenty.dots()[i], "product " + i);
            }
            close(
                    other.report().total().variance(),
                    plenty.report().total().variance(),
                    "variance");
        }
    }

    /** Each measurement needs 9 MB of patches and 1 MB of gradients, always the same. */
    @Test
    void memoryStaysFlat() {
        MultiLayerNetwork network =
                init(
                        base().list()
                                .layer(
                                        new ConvolutionLayer.Builder(3, 3)
                                                .nOut(4)
                                                .convolutionMode(ConvolutionMode.Same)
                                                .build())
                                .layer(out()),
                        InputType.convolutional(32, 32, 16));
        ExampleGradients examples =
                new ExampleGradients(
                        Twin.of(network), Convention.UNBIASED, ExampleMethod.VECTORIZED);
        MultiDataSet batch = batch(images(EXAMPLES, 16, 32, 32));
        for (int i = 0; i < 20; i++) {
            examples.measure(batch);
        }
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 100; i++) {
            examples.measure(batch);
        }
        assertThat(Pointer.physicalBytes() - before).isLessThan(200L << 20);
    }

    private static MultiDataSet part(MultiDataSet batch, int n) {
        return new org.nd4j.linalg.dataset.MultiDataSet(
                part(batch.getFeatures(), n), part(batch.getLabels(), n));
    }

    private static INDArray[] part(INDArray[] arrays, int n) {
        return Stream.of(arrays)
                .map(array -> array.get(NDArrayIndex.interval(0, n)).dup())
                .toArray(INDArray[]::new);
    }

    private static void assertEqual(ExampleStatistics fast, ExampleStatistics slow) {
        INDArray difference = fast.secondMoment().sub(slow.secondMoment());
        assertThat(difference.amaxNumber().doubleValue())
                .isLessThan(TOLERANCE * slow.secondMoment().maxNumber().doubleValue());
        double[][] gram = fast.gram().orElseThrow();
        for (int i = 0; i < EXAMPLES; i++) {
            close(fast.squaredNorms()[i], slow.squaredNorms()[i], "norm " + i);
            close(fast.dots()[i], slow.dots()[i], "product with the mean " + i);
            double mean = 0;
            for (int j = 0; j < EXAMPLES; j++) {
                close(gram[i][j], slow.gram().orElseThrow()[i][j], "pair " + i + ", " + j);
                mean += gram[i][j] / EXAMPLES;
            }
            close(fast.dots()[i], mean, "mean of pairs " + i);
            close(gram[i][i], fast.squaredNorms()[i], "pair with itself " + i);
        }
        for (int i = 0; i < slow.report().parameters().size(); i++) {
            GradientStatistics a = fast.report().parameters().get(i);
            GradientStatistics b = slow.report().parameters().get(i);
            assertThat(a.name()).isEqualTo(b.name());
            close(a.variance(), b.variance(), a.name());
            close(a.normalizedVariance(), b.normalizedVariance(), a.name());
            close(a.snr(), b.snr(), a.name());
        }
        close(fast.tests().innerTest(), slow.tests().innerTest(), "inner test");
        close(fast.tests().orthoTest(), slow.tests().orthoTest(), "ortho test");
        close(fast.loss(), slow.loss(), "loss");
    }

    /** Many examples and narrow layers take the other way to the products with the mean. */
    @Test
    void manyExamplesOfANarrowLayer() {
        MultiLayerNetwork network =
                init(
                        base().list().layer(new DenseLayer.Builder().nOut(2).build()).layer(out()),
                        InputType.feedForward(3));
        INDArray y = Nd4j.zeros(DataType.DOUBLE, 40, 3);
        for (int i = 0; i < 40; i++) {
            y.putScalar(i, i % 3, 1);
        }
        MultiDataSet batch = new org.nd4j.linalg.dataset.MultiDataSet(images(40, 3), y);
        ExampleStatistics bySum =
                new ExampleGradients(
                                Twin.of(network), Convention.UNBIASED, ExampleMethod.VECTORIZED)
                        .measure(batch);
        ExampleStatistics byLoop =
                new ExampleGradients(Twin.of(network), Convention.UNBIASED, ExampleMethod.LOOP)
                        .measure(batch);
        for (int i = 0; i < 40; i++) {
            close(bySum.dots()[i], byLoop.dots()[i], "product " + i);
        }
    }

    /** The share of an example behind batch normalization, by central differences. */
    @Test
    void batchNormalizationSharesTheGradientOut() {
        MultiLayerNetwork network =
                init(
                        base().list()
                                .layer(new DenseLayer.Builder().name("dense").nOut(3).build())
                                .layer(new BatchNormalization.Builder().name("bn").build())
                                .layer(out()),
                        InputType.feedForward(2));
        MultiDataSet batch = batch(images(EXAMPLES, 2));
        Twin twin = Twin.of(network);
        ExampleStatistics statistics =
                new ExampleGradients(twin, Convention.REFERENCE, ExampleMethod.VECTORIZED)
                        .measure(batch);
        assertThat(statistics.coverage().covered()).containsExactly("dense", "out");
        assertThat(statistics.coverage().skipped())
                .containsExactly(
                        new Coverage.Skipped(
                                "bn",
                                "batch normalization, whose examples have no gradients of their"
                                        + " own"));
        MultiLayerNetwork rest =
                init(
                        base().l2(0)
                                .list()
                                .layer(new BatchNormalization.Builder().build())
                                .layer(out()),
                        InputType.feedForward(3));
        rest.params()
                .assign(
                        network.params()
                                .reshape(network.numParams())
                                .get(NDArrayIndex.interval(9, network.numParams()))
                                .reshape(rest.params().shape()));
        INDArray weight = network.getParam("0_W");
        INDArray hidden = network.feedForward(batch.getFeatures(0), false).get(1);
        double eps = 1e-5;
        for (int in = 0; in < 2; in++) {
            for (int unit = 0; unit < 3; unit++) {
                double square = 0;
                for (int i = 0; i < EXAMPLES; i++) {
                    double z =
                            Math.log(
                                            (1 + hidden.getDouble(i, unit))
                                                    / (1 - hidden.getDouble(i, unit)))
                                    / 2;
                    double[] loss = new double[2];
                    for (int side = 0; side < 2; side++) {
                        INDArray moved = hidden.dup();
                        double step =
                                (side == 0 ? eps : -eps) * batch.getFeatures(0).getDouble(i, in);
                        moved.putScalar(i, unit, Math.tanh(z + step));
                        loss[side] = EXAMPLES * rest.score(new DataSet(moved, labels()), true);
                    }
                    square += Math.pow((loss[0] - loss[1]) / (2 * eps), 2);
                }
                ParameterBlock block = twin.blocks().get(0);
                assertThat(block.name()).isEqualTo("dense/W");
                long at = in + unit * weight.size(0);
                assertThat(block.of(statistics.secondMoment()).getDouble(at))
                        .isCloseTo(square / EXAMPLES, within(1e-7 * square));
            }
        }
        assertThatThrownBy(
                        () ->
                                new ExampleGradients(
                                        Twin.of(network), Convention.UNBIASED, ExampleMethod.LOOP))
                .hasMessageContaining("batch normalization");
    }

    /** A dense layer within a time series has a row for each step, not for each example. */
    @Test
    void timeSeriesAreLeftToTheLoop() {
        Supplier<NeuralNetConfiguration.ListBuilder> list =
                () ->
                        base().list()
                                .layer(new SimpleRnn.Builder().name("rnn").nIn(2).nOut(3).build())
                                .layer(
                                        new DenseLayer.Builder()
                                                .name("dense")
                                                .nIn(3)
                                                .nOut(3)
                                                .build())
                                .layer(
                                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                                .name("out")
                                                .nIn(3)
                                                .nOut(3)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .inputPreProcessor(1, new RnnToFeedForwardPreProcessor())
                                .inputPreProcessor(2, new FeedForwardToRnnPreProcessor());
        MultiLayerNetwork network = new MultiLayerNetwork(list.get().build());
        network.init();
        INDArray y = Nd4j.zeros(DataType.DOUBLE, EXAMPLES, 3, 4);
        for (int i = 0; i < EXAMPLES; i++) {
            for (int t = 0; t < 4; t++) {
                y.putScalar(new int[] {i, (i + t) % 3, t}, 1);
            }
        }
        MultiDataSet batch = new org.nd4j.linalg.dataset.MultiDataSet(images(EXAMPLES, 2, 4), y);
        ExampleStatistics mixed =
                new ExampleGradients(
                                Twin.of(network),
                                Convention.UNBIASED,
                                ExampleMethod.VECTORIZED_OR_LOOP)
                        .withPairs()
                        .measure(batch);
        ExampleStatistics slow =
                new ExampleGradients(Twin.of(network), Convention.UNBIASED, ExampleMethod.LOOP)
                        .withPairs()
                        .measure(batch);
        assertEqual(mixed, slow);
        ExampleGradients vectorized =
                new ExampleGradients(
                        Twin.of(network), Convention.UNBIASED, ExampleMethod.VECTORIZED);
        assertThat(vectorized.coverage().covered()).containsExactly("dense");
        assertThatThrownBy(() -> vectorized.measure(batch))
                .hasMessage("There are no coordinates to measure");
        assertThat(vectorized.coverage().skipped())
                .extracting(Coverage.Skipped::layer)
                .containsExactly("rnn", "dense", "out");
    }

    /** Dropout is part of the noise: the mean gradient is that of the same masks. */
    @Test
    void gradientsAddUpUnderDropoutInFloat() {
        for (Model model :
                List.of(
                        NoisyNetworks.chain(2, DataType.FLOAT),
                        NoisyNetworks.graph(2, DataType.FLOAT))) {
            Twin twin = Twin.of(model);
            DataSet data = NoisyNetworks.data(3, DataType.FLOAT, 6);
            ExampleGradients examples =
                    new ExampleGradients(twin, Convention.REFERENCE, ExampleMethod.VECTORIZED);
            double[] sums = new double[(int) twin.parameters().length()];
            examples.showElements(
                    (offset, values, length) -> {
                        for (int d = 0; d < length; d++) {
                            sums[(int) offset + d] += values[d];
                        }
                    });
            ExampleStatistics statistics =
                    examples.measure(
                            new org.nd4j.linalg.dataset.MultiDataSet(
                                    data.getFeatures(), data.getLabels()));
            List<String> covered = statistics.coverage().covered();
            assertThat(covered).contains("conv", "dense", "out").doesNotContain("bn");
            double signal = 0;
            for (ParameterBlock block : twin.blocks()) {
                if (covered.contains(block.layer())) {
                    double[] mean = block.of(statistics.mean()).dup().toDoubleVector();
                    double largest = 0;
                    for (int d = 0; d < mean.length; d++) {
                        largest = Math.max(largest, Math.abs(mean[d]));
                        signal += mean[d] * mean[d];
                    }
                    for (int d = 0; d < mean.length; d++) {
                        assertThat(sums[(int) block.offset() + d] / 6)
                                .as("%s at %d", block.name(), d)
                                .isCloseTo(mean[d], within(2e-5 * largest + 1e-7));
                    }
                }
            }
            double dots = 0;
            for (double dot : statistics.dots()) {
                dots += dot / 6;
            }
            assertThat(dots).isCloseTo(signal, within(2e-4 * signal));
        }
    }

    @Test
    void oneExampleHasNoVariance() {
        assertThatThrownBy(
                        () ->
                                new ExampleGradients(
                                                Twin.of(embedding()),
                                                Convention.UNBIASED,
                                                ExampleMethod.VECTORIZED)
                                        .measure(part(batch(words()), 1)))
                .hasMessage("minibatch has 1 example, expected 2 or more to have a variance");
    }
}
