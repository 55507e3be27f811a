/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.xnor;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.binary.activation.SignActivationLayer;
import io.github.vernier.layers.binary.estimator.SignEstimators;
import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import io.github.vernier.layers.parameterized.WeightFunction;
import io.github.vernier.layers.parameterized.WeightShape;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** XNOR-Net's weights and the input's scale. */
class XnorGoldenTest {

    private static final JsonNode GOLDEN = GoldenFile.read("binary", "xnor_net.json");
    private static final Map<DataType, Double> TOLERANCE =
            Map.of(DataType.DOUBLE, 1e-9, DataType.FLOAT, 1e-4);

    private static INDArray golden(String name, DataType type) {
        return GoldenFile.tensor(GOLDEN.get(name), type);
    }

    private static int[] ints(JsonNode pair) {
        return new int[] {pair.get(0).asInt(), pair.get(1).asInt()};
    }

    private static ParameterizedConvolution2D.Builder builder(Centering centering) {
        JsonNode params = GOLDEN.get("params");
        return new ParameterizedConvolution2D.Builder(
                        new XnorWeight(centering, GradientFactor.PUBLISHED),
                        ints(params.get("kernel")))
                .stride(ints(params.get("stride")))
                .padding(ints(params.get("padding")))
                .nOut(GOLDEN.get("weight").get("shape").get(0).asInt())
                .hasBias(false)
                .activation(Activation.IDENTITY);
    }

    @ParameterizedTest
    @CsvSource({
        "DOUBLE, IN_FORWARD",
        "DOUBLE, PERSISTENT",
        "FLOAT, IN_FORWARD",
        "FLOAT, PERSISTENT"
    })
    void weight(DataType type, Centering centering) {
        double tolerance = TOLERANCE.get(type);
        INDArray latent = golden("weight", type);
        if (centering == Centering.PERSISTENT) {
            new MeanCentreClamp().apply(latent);
            assertClose("clamped", latent, golden("clampedWeight", type), tolerance);
        }
        WeightShape shape =
                new WeightShape(latent.size(0), latent.size(1), latent.size(2), latent.size(3));
        XnorWeight weight = new XnorWeight(centering, GradientFactor.PUBLISHED);
        WeightFunction f = weight.bind(shape, type);
        Map<String, INDArray> theta = Map.of(XnorWeight.WEIGHT, latent);
        INDArray before = latent.dup();
        INDArray w = f.weight(theta, latent.ulike(), true);
        assertClose("W", w, golden("binaryWeight", type), tolerance);
        INDArray alpha = golden("alpha", type);
        assertClose("alpha", w.reshape(w.size(0), -1).amax(1), alpha, tolerance);
        INDArray gradient = latent.like();
        f.backprop(theta, w, golden("outGrad", type), Map.of(XnorWeight.WEIGHT, gradient));
        assertClose("gradient", gradient, golden("gradWeightPyTorch", type), tolerance);
        assertThat(latent).isEqualTo(before);

        f = new XnorWeight(centering, GradientFactor.NONE).bind(shape, type);
        INDArray plain = latent.like();
        f.backprop(theta, w, golden("outGrad", type), Map.of(XnorWeight.WEIGHT, plain));
        double factor = (1 - 1.0 / shape.nIn()) * shape.fanIn();
        assertClose("gradient without factor", plain.mul(factor), gradient, 1e-6);
    }

    private static ComputationGraph graph(
            ConvolutionLayer conv, InputScaleVertex.Gradient gradient, DataType type) {
        INDArray x = golden("input", type);
        ComputationGraphConfiguration conf =
                new NeuralNetConfiguration.Builder()
                        .dataType(type)
                        .updater(new NoOp())
                        .graphBuilder()
                        .addInputs("x")
                        .addLayer(
                                "sign",
                                new SignActivationLayer(SignEstimators.named("ste-sign-strict")),
                                "x")
                        .addLayer("conv", conv, "sign")
                        .addVertex("scaled", new InputScaleVertex(conv, gradient), "conv", "x")
                        .setOutputs("scaled")
                        .setInputTypes(
                                conv.getCnn2dDataFormat() == CNN2DFormat.NCHW
                                        ? InputType.convolutional(x.size(2), x.size(3), x.size(1))
                                        : InputType.convolutional(
                                                x.size(2), x.size(3), x.size(1), CNN2DFormat.NHWC))
                        .build();
        assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        ComputationGraph graph =
                new ComputationGraph(ComputationGraphConfiguration.fromJson(conf.toJson()));
        graph.init();
        graph.getLayer("conv").getParam(XnorWeight.WEIGHT).assign(golden("weight", type));
        return graph;
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void scaledConvolution(DataType type) {
        double tolerance = TOLERANCE.get(type);
        ConvolutionLayer conv = builder(Centering.IN_FORWARD).build();
        ComputationGraph graph = graph(conv, InputScaleVertex.Gradient.STOPPED, type);
        INDArray x = golden("input", type);
        INDArray y = graph.outputSingle(x.dup());
        assertClose("output", y, golden("scaledOutput", type), tolerance);

        INDArray k = golden("K", type);
        assertClose(
                "K",
                new InputScaleVertex(conv, InputScaleVertex.Gradient.STOPPED)
                        .scale()
                        .of(x, y)
                        .reshape(k.shape()),
                k,
                tolerance);
        INDArray a = golden("A", type);
        InputScale one = new InputScale(new int[] {1, 1}, new int[] {1, 1}, new int[2], false, 1);
        assertClose("A", one.of(x, x).reshape(a.shape()), a, tolerance);

        INDArray alpha = golden("alpha", type).reshape(1, -1, 1, 1);
        INDArray kRow = k.reshape(k.size(0), 1, k.size(1), k.size(2));
        assertClose(
                "binary convolution",
                graph.feedForward(new INDArray[] {x.dup()}, false).get("conv").div(alpha),
                golden("binaryConv", type),
                tolerance);
        assertClose("its parts", y, golden("binaryConv", type).mul(alpha).mul(kRow), tolerance);
    }

    @Test
    void scaledConvolutionWithChannelsLast() {
        ConvolutionLayer conv = builder(Centering.IN_FORWARD).dataFormat(CNN2DFormat.NHWC).build();
        for (InputScaleVertex.Gradient gradient : InputScaleVertex.Gradient.values()) {
            ComputationGraph last = graph(conv, gradient, DataType.DOUBLE);
            ComputationGraph first =
                    graph(builder(Centering.IN_FORWARD).build(), gradient, DataType.DOUBLE);
            INDArray x = golden("input", DataType.DOUBLE);
            INDArray y = last.outputSingle(x.permute(0, 2, 3, 1).dup('c'));
            assertClose(
                    "output", y.permute(0, 3, 1, 2), golden("scaledOutput", DataType.DOUBLE), 1e-9);
            InputScale lastScale = new InputScaleVertex(conv, gradient).scale();
            InputScale firstScale =
                    new InputScaleVertex(builder(Centering.IN_FORWARD).build(), gradient).scale();
            INDArray out = first.outputSingle(x.dup());
            INDArray dk = Nd4j.rand(DataType.DOUBLE, out.size(0), 1, out.size(2), out.size(3));
            assertClose(
                    "gradient through K",
                    lastScale
                            .backprop(
                                    x.permute(0, 2, 3, 1).dup('c'),
                                    y,
                                    dk.permute(0, 2, 3, 1).dup('c'))
                            .permute(0, 3, 1, 2),
                    firstScale.backprop(x, out, dk),
                    1e-9);
        }
    }

    /** With the convolution's output fixed, the loss is smooth in x but for |x|. */
    @ParameterizedTest
    @CsvSource({"3, 1, 1, Truncate", "3, 2, 0, Truncate", "2, 1, 0, Same", "3, 2, 0, Same"})
    void gradientThroughTheScale(int kernel, int stride, int padding, ConvolutionMode mode) {
        ConvolutionLayer conv =
                new ConvolutionLayer.Builder(kernel, kernel)
                        .stride(stride, stride)
                        .padding(padding, padding)
                        .convolutionMode(mode)
                        .nIn(2)
                        .nOut(3)
                        .build();
        InputScale scale = new InputScaleVertex(conv, InputScaleVertex.Gradient.FLOWING).scale();
        Nd4j.getRandom().setSeed(4);
        INDArray x = Nd4j.randn(DataType.DOUBLE, 2, 2, 5, 6);
        long h =
                mode == ConvolutionMode.Same
                        ? (5 + stride - 1) / stride
                        : (5 + 2 * padding - kernel) / stride + 1;
        long w =
                mode == ConvolutionMode.Same
                        ? (6 + stride - 1) / stride
                        : (6 + 2 * padding - kernel) / stride + 1;
        INDArray y = Nd4j.randn(DataType.DOUBLE, 2, 3, h, w);
        INDArray g = Nd4j.randn(DataType.DOUBLE, 2, 1, h, w);
        INDArray dx = scale.backprop(x, y, g);
        double step = 1e-6;
        for (long i = 0; i < x.length(); i += 7) {
            double at = x.getDouble(i);
            x.putScalar(i, at + step);
            double up = scale.of(x, y).mul(g).sumNumber().doubleValue();
            x.putScalar(i, at - step);
            double down = scale.of(x, y).mul(g).sumNumber().doubleValue();
            x.putScalar(i, at);
            assertThat(dx.getDouble(i))
                    .isCloseTo(
                            (up - down) / (2 * step), org.assertj.core.api.Assertions.within(1e-7));
        }
    }

    /** The vertex in training: the stopped gradient is what flows through the sign alone. */
    @Test
    void gradientOfTheInputIsTheSumOfBothWays() {
        INDArray x = golden("input", DataType.DOUBLE);
        ConvolutionLayer conv = builder(Centering.IN_FORWARD).build();
        ComputationGraph stopped = graph(conv, InputScaleVertex.Gradient.STOPPED, DataType.DOUBLE);
        ComputationGraph flowing = graph(conv, InputScaleVertex.Gradient.FLOWING, DataType.DOUBLE);
        INDArray y = stopped.outputSingle(x.dup());
        INDArray epsilon = Nd4j.rand(DataType.DOUBLE, y.shape());
        INDArray through = inputGradient(flowing, x, epsilon);
        INDArray without = inputGradient(stopped, x, epsilon);
        INDArray conved = stopped.feedForward(new INDArray[] {x.dup()}, false).get("conv");
        InputScale scale = new InputScaleVertex(conv, InputScaleVertex.Gradient.FLOWING).scale();
        INDArray viaScale = scale.backprop(x, conved, epsilon.mul(conved).sum(true, 1));
        assertClose("both ways", through, without.add(viaScale), 1e-9);
        assertThat(viaScale.amaxNumber().doubleValue()).isGreaterThan(0.01);
    }

    private static INDArray inputGradient(ComputationGraph graph, INDArray x, INDArray epsilon) {
        graph.initGradientsView();
        graph.feedForward(new INDArray[] {x.dup()}, true, false);
        var scaled = graph.getVertex("scaled");
        scaled.setEpsilon(epsilon);
        var mgr = org.deeplearning4j.nn.workspace.LayerWorkspaceMgr.noWorkspaces();
        INDArray[] gradients = scaled.doBackward(false, mgr).getSecond();
        INDArray toSign = graph.getLayer("conv").backpropGradient(gradients[0], mgr).getSecond();
        return graph.getLayer("sign").backpropGradient(toSign, mgr).getSecond().add(gradients[1]);
    }

    @Test
    void persistentWeightsAreCentredFromTheStartAndOnceAfterEveryUpdate() {
        Nd4j.getRandom().setSeed(2);
        MultiLayerConfiguration conf =
                new NeuralNetConfiguration.Builder()
                        .seed(12)
                        .dataType(DataType.DOUBLE)
                        .updater(new Sgd(0.5))
                        .list()
                        .layer(
                                builder(Centering.PERSISTENT)
                                        .constrainWeights(new MeanCentreClamp())
                                        .build())
                        .layer(
                                new org.deeplearning4j.nn.conf.layers.CnnLossLayer.Builder(
                                                LossFunctions.LossFunction.MSE)
                                        .activation(Activation.IDENTITY)
                                        .build())
                        .setInputType(InputType.convolutional(5, 5, 4))
                        .build();
        MultiLayerNetwork net =
                new MultiLayerNetwork(MultiLayerConfiguration.fromJson(conf.toJson()));
        net.init();
        INDArray latent = net.getLayer(0).getParam(XnorWeight.WEIGHT);
        assertThat(latent.mean(1).amaxNumber().doubleValue()).isLessThan(1e-12);
        INDArray x = Nd4j.randn(DataType.DOUBLE, 2, 4, 5, 5);
        INDArray labels = Nd4j.randn(DataType.DOUBLE, net.output(x).shape());
        INDArray before = latent.dup();
        net.setInput(x);
        net.setLabels(labels);
        net.computeGradientAndScore();
        INDArray step = net.gradient().getGradientFor("0_W").mul(0.5 / x.size(0));
        net.fit(x, labels);
        assertClose(
                "centred and clamped once",
                latent,
                MeanCentreClamp.centred(before.sub(step)),
                1e-9);
        assertThat(latent.equalsWithEps(before, 1e-3)).isFalse();
    }

    @Test
    void dilatedConvolutionsHaveNoScale() {
        ConvolutionLayer dilated =
                new ConvolutionLayer.Builder(3, 3).dilation(2, 2).nIn(1).nOut(1).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InputScaleVertex(dilated, InputScaleVertex.Gradient.STOPPED))
                .withMessageContaining("[2, 2]");
    }
}
