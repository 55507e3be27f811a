/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import static io.github.vernier.layers.cost.CountingRule.CORRECTED;
import static io.github.vernier.layers.cost.CountingRule.PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class NetworkCostTest {

    private static NeuralNetConfiguration.ListBuilder list() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Same)
                .list();
    }

    private static MultiLayerConfiguration images(CNN2DFormat format) {
        return list().layer(
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .activation(Activation.RELU)
                                .dataFormat(format)
                                .build())
                .layer(
                        new DepthwiseConvolution2D.Builder(3, 3)
                                .depthMultiplier(2)
                                .hasBias(false)
                                .dataFormat(format)
                                .build())
                .layer(new BatchNormalization.Builder().dataFormat(format).build())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(new SubsamplingLayer.Builder(2, 2).stride(2, 2).dataFormat(format).build())
                .layer(
                        new SeparableConvolution2D.Builder(3, 3)
                                .nOut(6)
                                .stride(2, 2)
                                .dataFormat(format)
                                .build())
                .layer(
                        new Deconvolution2D.Builder(2, 2)
                                .nOut(5)
                                .stride(2, 2)
                                .dataFormat(format)
                                .build())
                .layer(new Upsampling2D.Builder(2).dataFormat(format).build())
                .layer(new ZeroPaddingLayer.Builder(1, 1).dataFormat(format).build())
                .layer(new DropoutLayer(0.5))
                .layer(new GlobalPoolingLayer(PoolingType.AVG))
                .layer(new DenseLayer.Builder().nOut(7).hasBias(false).build())
                .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(8, 12, 2, format))
                .build();
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void countsOfEachImageLayer(CNN2DFormat format) {
        MultiLayerConfiguration configuration = images(format);
        InputType input = InputType.convolutional(8, 12, 2, format);
        NetworkCost cost = NetworkCost.of(configuration, input);

        assertThat(cost.layers().stream().map(LayerCost::output).toList())
                .isEqualTo(configuration.getLayerActivationTypes(input));
        assertThat(cost.layers().stream().map(LayerCost::parameters))
                .containsExactly(
                        76L,
                        72L,
                        16L,
                        0L,
                        0L,
                        8L * 9 + 8 * 6 + 6,
                        6L * 5 * 4 + 5,
                        0L,
                        0L,
                        0L,
                        0L,
                        35L,
                        24L);
        assertThat(cost.layers().stream().map(layer -> layer.multAdds(PUBLISHED).orElseThrow()))
                .containsExactly(
                        2L * 4 * 9 * 96 + 4 * 96,
                        8L * 9 * 96,
                        0L,
                        8L * 96,
                        8L * 24 * 4,
                        8L * 9 * 6 + 8L * 6 * 6,
                        6L * 5 * 4 * 6,
                        0L,
                        0L,
                        0L,
                        0L,
                        35L,
                        24L);
        assertThat(cost.layers().stream().map(layer -> layer.multAdds(CORRECTED).orElseThrow()))
                .containsExactly(
                        2L * 4 * 9 * 96 + 2 * 4 * 96,
                        8L * 9 * 96,
                        8L * 96,
                        8L * 96,
                        8L * 24 * 4,
                        8L * 9 * 6 + 8L * 6 * 6 + 6 * 6,
                        6L * 5 * 4 * 6 + 5 * 24,
                        0L,
                        0L,
                        0L,
                        5L * 10 * 14,
                        35L,
                        24L);
        assertThat(cost.statistics()).isEqualTo(16);
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        assertThat(cost.parameters() + cost.statistics()).isEqualTo(network.numParams());
        assertThat(NetworkCost.of(network, input)).isEqualTo(cost);
    }

    @Test
    void flatImagesAndPreProcessors() {
        MultiLayerConfiguration configuration =
                list().layer(new ConvolutionLayer.Builder(5, 5).nOut(3).build())
                        .layer(new DenseLayer.Builder().nOut(4).build())
                        .layer(
                                new OutputLayer.Builder()
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .build())
                        .setInputType(InputType.convolutionalFlat(6, 6, 1))
                        .build();
        NetworkCost cost = NetworkCost.of(configuration, InputType.convolutionalFlat(6, 6, 1));
        assertThat(cost.parameters()).isEqualTo(78 + 108 * 4 + 4 + 10);
        assertThat(cost.multAdds(PUBLISHED)).hasValue(25 * 3 * 36 + 436 + 10);
    }

    @Test
    void sequencesOfKnownLength() {
        MultiLayerConfiguration configuration =
                list().layer(new Convolution1DLayer.Builder(3).nOut(4).build())
                        .layer(
                                new Subsampling1DLayer.Builder(SubsamplingLayer.PoolingType.MAX, 2)
                                        .stride(2)
                                        .build())
                        .layer(new DenseLayer.Builder().nIn(4).nOut(6).build())
                        .layer(
                                new RnnOutputLayer.Builder()
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .build())
                        .setInputType(InputType.recurrent(5, 10))
                        .build();
        NetworkCost cost = NetworkCost.of(configuration, InputType.recurrent(5, 10));
        assertThat(cost.layers().stream().map(LayerCost::parameters))
                .containsExactly(64L, 0L, 30L, 14L);
        assertThat(cost.layers().stream().map(layer -> layer.multAdds(PUBLISHED).orElseThrow()))
                .containsExactly(5L * 4 * 3 * 10, 4L * 5 * 2, 5L * 30, 5L * 14);
    }

    @Test
    void volumes() {
        MultiLayerConfiguration configuration =
                list().layer(new Convolution3D.Builder(2, 2, 2).nOut(3).build())
                        .layer(
                                new OutputLayer.Builder()
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .build())
                        .setInputType(
                                InputType.convolutional3D(
                                        Convolution3D.DataFormat.NCDHW, 4, 4, 4, 2))
                        .build();
        NetworkCost cost =
                NetworkCost.of(
                        configuration,
                        InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 4, 4, 4, 2));
        assertThat(cost.layers().get(0).multAdds(PUBLISHED)).hasValue(2 * 3 * 8 * 64);
        assertThat(cost.layers().get(0).multAdds(CORRECTED)).hasValue(2 * 3 * 8 * 64 + 3 * 64);
    }

    @Test
    void whatIsUnknownIsNamedAndNotZero() {
        MultiLayerConfiguration configuration =
                list().layer(new LSTM.Builder().nOut(4).name("memory").build())
                        .layer(
                                new RnnOutputLayer.Builder()
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .build())
                        .setInputType(InputType.recurrent(3, 5))
                        .build();
        NetworkCost cost = NetworkCost.of(configuration, InputType.recurrent(3, 5));
        assertThat(cost.multAdds(PUBLISHED)).isEmpty();
        assertThat(cost.unknown(PUBLISHED)).containsExactly("memory");
        assertThat(cost.layer("memory").multAdds(CORRECTED)).isEmpty();
        assertThat(cost.layer("memory").parameters()).isEqualTo(4 * 4 * (3 + 4 + 1));
        assertThat(cost.knownMultAdds(PUBLISHED)).isEqualTo(5 * 10);
        assertThat(cost.format()).contains("?");

        NetworkCost open = NetworkCost.of(configuration, InputType.recurrent(3));
        assertThat(open.unknown(PUBLISHED)).containsExactly("memory", "layer1");
    }

    private static ComputationGraphConfiguration graph() {
        return new NeuralNetConfiguration.Builder()
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer("a", new ConvolutionLayer.Builder(3, 3).nOut(4).build(), "left")
                .addLayer("b", new ConvolutionLayer.Builder(1, 1).nOut(4).build(), "right")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b", "a")
                .addVertex("both", new MergeVertex(), "sum", "b")
                .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "both")
                .addVertex("unit", new L2NormalizeVertex(), "pool")
                .addLayer(
                        "out",
                        new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build(),
                        "unit")
                .setOutputs("out")
                .setInputTypes(InputType.convolutional(4, 4, 2), InputType.convolutional(4, 4, 1))
                .build();
    }

    @Test
    void graphsWithTheirVertices() {
        ComputationGraphConfiguration configuration = graph();
        String json = configuration.toJson();
        InputType[] inputs = {InputType.convolutional(4, 4, 2), InputType.convolutional(4, 4, 1)};
        NetworkCost cost = NetworkCost.of(configuration, inputs);

        assertThat(cost.layer("sum").multAdds(PUBLISHED)).hasValue(0);
        assertThat(cost.layer("sum").multAdds(CORRECTED)).hasValue(2 * 64);
        assertThat(cost.layer("both").multAdds(CORRECTED)).hasValue(0);
        assertThat(cost.layer("unit").multAdds(CORRECTED)).hasValue(16);
        assertThat(cost.layer("pool").multAdds(CORRECTED)).hasValue(128);
        assertThat(cost.multAdds(PUBLISHED)).hasValue(2 * 4 * 9 * 16 + 4 * 16 + 27);
        assertThat(configuration.toJson()).isEqualTo(json);
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        assertThat(cost.parameters()).isEqualTo(network.numParams());
        assertThat(NetworkCost.of(network, inputs).parameters()).isEqualTo(cost.parameters());
        configuration
                .getLayerActivationTypes(inputs)
                .forEach(
                        (name, type) -> {
                            if (!configuration.getNetworkInputs().contains(name)) {
                                assertThat(cost.layer(name).output()).isEqualTo(type);
                            }
                        });
    }

    @Test
    void frozenLayersCostWhatIsFrozen() {
        ComputationGraph network = new ComputationGraph(graph());
        network.init();
        InputType[] inputs = {InputType.convolutional(4, 4, 2), InputType.convolutional(4, 4, 1)};
        NetworkCost before = NetworkCost.of(network, inputs);
        ComputationGraph frozen =
                new TransferLearning.GraphBuilder(network).setFeatureExtractor("sum").build();
        NetworkCost after = NetworkCost.of(frozen, inputs);
        LayerVertex vertex = (LayerVertex) frozen.getConfiguration().getVertices().get("a");
        assertThat(vertex.getLayerConf().getLayer()).isInstanceOf(FrozenLayer.class);
        assertThat(after.parameters()).isEqualTo(before.parameters());
        assertThat(after.multAdds(CORRECTED)).isEqualTo(before.multAdds(CORRECTED));
    }

    @Test
    void randomStateIsNotTouched() {
        MultiLayerConfiguration configuration = images(CNN2DFormat.NCHW);
        Nd4j.getRandom().setSeed(99);
        double expected = Nd4j.getRandom().nextDouble();
        Nd4j.getRandom().setSeed(99);
        NetworkCost.of(configuration, InputType.convolutional(8, 12, 2));
        assertThat(Nd4j.getRandom().nextDouble()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void sizeOnDiskIsThatOfTheSerializersEntry(DataType dataType) throws IOException {
        MultiLayerConfiguration configuration = images(CNN2DFormat.NCHW);
        configuration.setDataType(dataType);
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, bytes, false);

        NetworkCost cost = NetworkCost.of(network, InputType.convolutional(8, 12, 2));
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ZipEntry entry = zip.getNextEntry();
            while (!entry.getName().equals("coefficients.bin")) {
                entry = zip.getNextEntry();
            }
            assertThat((long) zip.readAllBytes().length).isEqualTo(cost.sizeOnDisk());
        }
    }

    @Test
    void inputsThatDoNotFitAreRefused() {
        MultiLayerConfiguration configuration = images(CNN2DFormat.NCHW);
        assertThatThrownBy(() -> NetworkCost.of(configuration))
                .hasMessage("A multi-layer network has 1 input, got 0 input types");
        assertThatThrownBy(() -> NetworkCost.of(configuration, InputType.convolutional(8, 12, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Layer \"layer0\" convolves 2 channels, its input has 3");
        assertThatThrownBy(() -> NetworkCost.of(graph(), InputType.convolutional(4, 4, 2)))
                .hasMessage("The graph has inputs [left, right], got 1 input types");
        assertThatThrownBy(
                        () ->
                                NetworkCost.of(configuration, InputType.convolutional(8, 12, 2))
                                        .layer("missing"))
                .hasMessageContaining("No layer \"missing\"");
    }

    @Test
    void theTableHasALineForEachLayerAndTheTotals() {
        NetworkCost cost =
                NetworkCost.of(images(CNN2DFormat.NCHW), InputType.convolutional(8, 12, 2));
        List<String> lines = cost.format().lines().toList();
        assertThat(lines).hasSize(15);
        assertThat(lines.get(1))
                .matches("layer0 +ConvolutionLayer +4x8x12 +76 +2,432 +7,296 +7,680");
        assertThat(lines.get(14)).startsWith("total");
        assertThat(cost).hasToString(cost.format());
    }

    /** A layer that costs what it says. */
    @Test
    void layersMayKnowTheirOwnCost() {
        MultiLayerConfiguration configuration =
                list().layer(new OneBitLayer(4, Activation.RELU))
                        .layer(
                                new OutputLayer.Builder()
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .build())
                        .setInputType(InputType.feedForward(6))
                        .build();
        NetworkCost cost = NetworkCost.of(configuration, InputType.feedForward(6));
        LayerCost layer = cost.layers().get(0);
        assertThat(layer.parameters()).isEqualTo(25);
        assertThat(layer.statistics()).isEqualTo(3);
        assertThat(layer.bits()).isEqualTo(25);
        assertThat(layer.multAdds(PUBLISHED)).hasValue(1000 + 4);
        assertThat(cost.bits()).isEqualTo(25 + 32 * 10);
    }

    private static final class OneBitLayer extends DenseLayer implements CostAware {
        private static final long serialVersionUID = 1L;

        OneBitLayer(int nOut, Activation activation) {
            setNOut(nOut);
            setActivationFn(activation.getActivationFunction());
        }

        @Override
        public long multAdds(InputType input, CountingRule rule) {
            return 1000;
        }

        @Override
        public long statistics() {
            return 3;
        }

        @Override
        public long parameterBits(long trainableParameters) {
            return trainableParameters;
        }
    }
}
