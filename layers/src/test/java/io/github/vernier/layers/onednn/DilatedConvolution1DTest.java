/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.onednn;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Stock 1-D convolutions in float against loops over their definition. */
class DilatedConvolution1DTest {

    private static final int BATCH = 2;
    private static final int IN = 3;
    private static final int OUT = 4;
    private static final int TIME = 9;
    private static final int[][] WEIGHT_ORDERS = {{0, 1, 2}, {2, 1, 0}, {2, 0, 1}};
    private static final LayerWorkspaceMgr WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

    /** Where the taps of an output lie. */
    private record Geometry(int kernel, int stride, int dilation, int before, int length) {

        static Geometry of(
                ConvolutionMode mode, int kernel, int stride, int padding, int dilation) {
            int extent = (kernel - 1) * dilation + 1;
            return switch (mode) {
                case Same -> {
                    int length = (TIME + stride - 1) / stride;
                    int around = Math.max(0, (length - 1) * stride + extent - TIME);
                    yield new Geometry(kernel, stride, dilation, around / 2, length);
                }
                case Causal ->
                        new Geometry(kernel, stride, dilation, extent - 1, (TIME - 1) / stride + 1);
                default ->
                        new Geometry(
                                kernel,
                                stride,
                                dilation,
                                padding,
                                (TIME + 2 * padding - extent) / stride + 1);
            };
        }

        int source(int t, int k) {
            return t * stride - before + k * dilation;
        }
    }

    /** Called for every product: {@code y[n, o, t] += x[n, i, s] * w[k, i, o]}. */
    private interface Product {
        void of(int n, int o, int t, int i, int s, int k);
    }

    private static void products(Geometry geometry, Product product) {
        for (int n = 0; n < BATCH; n++) {
            for (int o = 0; o < OUT; o++) {
                for (int t = 0; t < geometry.length(); t++) {
                    for (int i = 0; i < IN; i++) {
                        for (int k = 0; k < geometry.kernel(); k++) {
                            int s = geometry.source(t, k);
                            if (s >= 0 && s < TIME) {
                                product.of(n, o, t, i, s, k);
                            }
                        }
                    }
                }
            }
        }
    }

    private static double[][][] doubles(INDArray array) {
        int[] shape = {(int) array.size(0), (int) array.size(1), (int) array.size(2)};
        double[][][] values = new double[shape[0]][shape[1]][shape[2]];
        for (int a = 0; a < shape[0]; a++) {
            for (int b = 0; b < shape[1]; b++) {
                for (int c = 0; c < shape[2]; c++) {
                    values[a][b][c] = array.getDouble(a, b, c);
                }
            }
        }
        return values;
    }

    private static void assertEqual(String what, double[][][] actual, double[][][] expected) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int a = 0; a < expected.length; a++) {
            for (int b = 0; b < expected[0].length; b++) {
                assertThat(actual[a][b]).as(what).containsExactly(expected[a][b], within(1e-5));
            }
        }
    }

    @ParameterizedTest(name = "{0} kernel={1} stride={2} pad={3} dilation={4} bias={5}")
    @CsvSource({
        "Same, 3, 1, 0, 1, true",
        "Same, 3, 1, 0, 2, true",
        "Same, 2, 1, 0, 3, false",
        "Truncate, 3, 1, 0, 2, true",
        "Truncate, 3, 1, 2, 2, false",
        "Truncate, 2, 2, 1, 3, true",
        "Causal, 3, 1, 0, 1, true",
        "Causal, 3, 1, 0, 2, true",
        "Causal, 2, 1, 0, 4, false",
    })
    void followTheirDefinition(
            ConvolutionMode mode, int kernel, int stride, int padding, int dilation, boolean bias) {
        MultiLayerNetwork network = network(mode, kernel, stride, padding, dilation, bias);
        Geometry geometry = Geometry.of(mode, kernel, stride, padding, dilation);
        Nd4j.getRandom().setSeed(6);
        INDArray x = Nd4j.rand(DataType.FLOAT, BATCH, IN, TIME).subi(0.5);
        INDArray epsilon = Nd4j.rand(DataType.FLOAT, BATCH, OUT, geometry.length()).subi(0.5);
        double[][][] input = doubles(x);
        double[][][] weight = taps(network.getParam("0_W"), kernel);
        double[][][] g = doubles(epsilon);

        double[][][] y = new double[BATCH][OUT][geometry.length()];
        double[][][] dx = new double[BATCH][IN][TIME];
        double[][][] dw = new double[kernel][IN][OUT];
        products(
                geometry,
                (n, o, t, i, s, k) -> {
                    y[n][o][t] += input[n][i][s] * weight[k][i][o];
                    dx[n][i][s] += g[n][o][t] * weight[k][i][o];
                    dw[k][i][o] += g[n][o][t] * input[n][i][s];
                });

        Layer layer = network.getLayer(0);
        layer.setInput(x, WORKSPACES);
        assertEqual("output", doubles(layer.activate(true, WORKSPACES)), y);
        Pair<Gradient, INDArray> back = layer.backpropGradient(epsilon, WORKSPACES);
        assertEqual("input gradient", doubles(back.getSecond()), dx);
        assertEqual("weight gradient", taps(back.getFirst().getGradientFor("W"), kernel), dw);
    }

    /** What the layer takes its parameter for, whose own shape is {@code [OUT, IN, kernel, 1]}. */
    private static double[][][] taps(INDArray parameter, int kernel) {
        return doubles(parameter.dup('c').reshape('c', kernel, IN, OUT));
    }

    /** Channels first, weights {@code [kernel, in, out]}: what the test above is about. */
    private static final int[] USUAL = {3, 1, 0, 2, 1, 0, 0};

    @ParameterizedTest(name = "channels last {0}, weight format {1}")
    @CsvSource({"0, 0", "0, 1", "0, 2", "1, 0", "1, 1", "1, 2"})
    void operandsMayHaveAnyFormatAndOrder(int channelsLast, int weightFormat) {
        Nd4j.getRandom().setSeed(7);
        INDArray x = Nd4j.rand(DataType.FLOAT, BATCH, IN, TIME).subi(0.5);
        INDArray w = Nd4j.rand(DataType.FLOAT, 3, IN, OUT).subi(0.5);
        INDArray b = Nd4j.rand(DataType.FLOAT, OUT);
        INDArray g = Nd4j.rand(DataType.FLOAT, BATCH, OUT, TIME).subi(0.5);
        INDArray y = g.ulike();
        exec("conv1d", USUAL, List.of(x, w, b), y);
        INDArray dx = x.ulike();
        INDArray dw = w.ulike();
        INDArray db = b.ulike();
        exec("conv1d_bp", USUAL, List.of(x, w, b, g), dx, dw, db);

        int[] time = channelsLast == 1 ? new int[] {0, 2, 1} : new int[] {0, 1, 2};
        int[] taps = WEIGHT_ORDERS[weightFormat];
        int[] arguments = {3, 1, 0, 2, 1, channelsLast, weightFormat};
        // Views, written and read in place of arrays of their own.
        INDArray otherY = y.ulike();
        List<INDArray> in = List.of(x.permute(time), w.permute(taps), b);
        exec("conv1d", arguments, in, otherY.permute(time));
        assertClose("output", otherY, y, 1e-6);
        INDArray otherDx = x.ulike();
        INDArray otherDw = w.ulike();
        INDArray otherDb = b.ulike();
        exec(
                "conv1d_bp",
                arguments,
                List.of(x.permute(time), w.permute(taps), b, g.permute(time)),
                otherDx.permute(time),
                otherDw.permute(taps),
                otherDb);
        assertClose("input gradient", otherDx, dx, 1e-6);
        assertClose("weight gradient", otherDw, dw, 1e-6);
        assertClose("bias gradient", otherDb, db, 1e-6);
    }

    private static void exec(
            String name, int[] arguments, List<INDArray> inputs, INDArray... outputs) {
        Nd4j.exec(
                DynamicCustomOp.builder(name)
                        .addInputs(inputs.toArray(INDArray[]::new))
                        .addOutputs(outputs)
                        .addIntegerArguments(arguments)
                        .build());
    }

    private static MultiLayerNetwork network(
            ConvolutionMode mode, int kernel, int stride, int padding, int dilation, boolean bias) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(2)
                                .dataType(DataType.FLOAT)
                                .list()
                                .layer(
                                        new Convolution1D.Builder(kernel)
                                                .stride(stride)
                                                .padding(padding)
                                                .dilation(dilation)
                                                .convolutionMode(mode)
                                                .hasBias(bias)
                                                .nOut(OUT)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .layer(
                                        new RnnLossLayer.Builder()
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .setInputType(InputType.recurrent(IN, TIME))
                                .build());
        network.init();
        network.initGradientsView();
        return network;
    }
}
