/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.onednn;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.hashed.HashedConvolution2D;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.layers.LayerHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class OneDnnTest {

    /** Runs the probe in a child process and returns what it printed. */
    private static String probe(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.add("-Dorg.bytedeco.javacpp.maxbytes=1g");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(KernelProbe.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DNNL_VERBOSE", "1");
        builder.environment().put("ONEDNN_VERBOSE", "1");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @Test
    void aStockNetworkReallyRunsOnOneDnn() throws Exception {
        String output = probe();
        assertThat(output).contains("probe: helper=" + MKLDNNConvHelper.class.getName());
        assertThat(output).contains("probe: kernels: oneDNN");
        assertThat(output.lines())
                .as("convolutions that oneDNN says it executed: forward, data, weights")
                .anyMatch(l -> l.contains(",convolution,") && l.contains("forward"))
                .anyMatch(l -> l.contains(",convolution,") && l.contains("backward_data"))
                .anyMatch(l -> l.contains(",convolution,") && l.contains("backward_weights"));
    }

    @Test
    void theSwitchLeavesDl4jAsItWas() throws Exception {
        String output = probe("-D" + OneDnn.PROPERTY + "=false");
        assertThat(output).contains("probe: helper=null").contains("-Dvernier.onednn=false");
        assertThat(output.lines()).noneMatch(l -> l.contains(",convolution,"));
    }

    @Test
    void theUsersOwnSettingOfDl4jsSwitchIsRespected() throws Exception {
        String output = probe("-Dorg.eclipse.deeplearning4j.helpers.disable=true");
        assertThat(output).contains("probe: helper=null").contains("helpers.disable=true");
    }

    @Test
    void theStartUpLogNamesTheKernelLibrary() throws Exception {
        assertThat(probe("-Dlogback.configurationFile=logback-info.xml"))
                .contains("INFO")
                .contains("Vernier kernels: oneDNN");
    }

    private static MultiLayerNetwork net(
            DataType type, CNN2DFormat format, int size, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(3)
                        .dataType(type)
                        .updater(new NoOp())
                        .list();
        for (Layer layer : layers) {
            list.layer(layer.clone());
        }
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        list.layer(new GlobalPoolingLayer.Builder().build())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(3)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(size, size + 1, 3, format))
                                .build());
        net.init();
        return net;
    }

    /** Output and gradients in float on oneDNN equal those in double on the built-in kernels. */
    private static void compare(CNN2DFormat format, int size, Layer... layers) {
        MultiLayerNetwork helped = net(DataType.FLOAT, format, size, layers);
        MultiLayerNetwork builtIn = net(DataType.DOUBLE, format, size, layers);
        builtIn.setParams(helped.params().castTo(DataType.DOUBLE));
        Nd4j.getRandom().setSeed(11);
        INDArray x = Nd4j.rand(DataType.DOUBLE, 4, 3, size, size + 1).subi(0.5);
        // A permuted view, which oneDNN would misread.
        INDArray in = format == CNN2DFormat.NHWC ? x.permute(0, 2, 3, 1) : x;
        INDArray single = x.castTo(DataType.FLOAT);
        INDArray singleIn = format == CNN2DFormat.NHWC ? single.permute(0, 2, 3, 1) : single;
        INDArray y = Nd4j.zeros(4, 3);
        for (int i = 0; i < 4; i++) {
            y.putScalar(i, i % 3, 1);
        }
        assertClose("output", helped.output(singleIn), builtIn.output(in), 1e-5);
        assertClose(
                "gradient",
                gradient(helped, singleIn, y),
                gradient(builtIn, in, y.castTo(DataType.DOUBLE)),
                1e-5);
    }

    private static INDArray gradient(MultiLayerNetwork net, INDArray x, INDArray y) {
        net.setInput(x);
        net.setLabels(y);
        net.computeGradientAndScore();
        return net.gradient().gradient();
    }

    @ParameterizedTest(name = "{0} kernel={1}x{2} stride={3} pad={4} {5} bias={6} dilation={7}")
    @CsvSource({
        "NCHW, 3, 3, 1, 0, Same, true, 1",
        "NCHW, 3, 3, 2, 0, Same, false, 1",
        "NCHW, 1, 1, 1, 0, Truncate, true, 1",
        "NCHW, 1, 1, 2, 0, Truncate, false, 1",
        "NCHW, 5, 3, 1, 2, Truncate, true, 1",
        "NCHW, 2, 2, 2, 0, Truncate, true, 1",
        "NCHW, 4, 2, 1, 1, Truncate, false, 1",
        "NCHW, 3, 3, 1, 0, Same, true, 2",
        "NHWC, 3, 3, 1, 0, Same, true, 1",
        "NHWC, 3, 3, 2, 1, Truncate, false, 1",
        "NHWC, 1, 1, 2, 0, Truncate, true, 1",
        "NHWC, 3, 3, 1, 0, Same, true, 2",
    })
    void convolutionsEqualTheBuiltInOnes(
            CNN2DFormat format,
            int kH,
            int kW,
            int s,
            int p,
            ConvolutionMode mode,
            boolean bias,
            int d) {
        compare(
                format,
                8,
                new ConvolutionLayer.Builder(kH, kW)
                        .stride(s, s)
                        .padding(p, p)
                        .dilation(d, d)
                        .convolutionMode(mode)
                        .hasBias(bias)
                        .nOut(6)
                        .activation(Activation.TANH)
                        .build());
        compare(
                format,
                8,
                new HashedConvolution2D.Builder(kH, kW)
                        .ratio(0.5)
                        .stride(s, s)
                        .padding(p, p)
                        .dilation(d, d)
                        .convolutionMode(mode)
                        .hasBias(bias)
                        .nOut(6)
                        .activation(Activation.TANH)
                        .build());
    }

    @ParameterizedTest
    @CsvSource({"NCHW, MAX", "NCHW, AVG", "NHWC, MAX", "NHWC, AVG"})
    void poolingAndBatchNormalizationEqualTheBuiltInOnes(
            CNN2DFormat format, SubsamplingLayer.PoolingType type) {
        compare(
                format,
                8,
                new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.TANH).build(),
                new BatchNormalization(),
                new SubsamplingLayer.Builder(type, new int[] {2, 2}, new int[] {2, 2}).build());
    }

    @Test
    void helpersAreThereForFloatAndOurOwnDilatedLayerDeclinesThem() {
        LayerHelper stock =
                net(
                                DataType.FLOAT,
                                CNN2DFormat.NCHW,
                                8,
                                new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                        .getLayer(0)
                        .getHelper();
        assertThat(stock).isInstanceOf(MKLDNNConvHelper.class);
        LayerHelper hashed =
                net(
                                DataType.FLOAT,
                                CNN2DFormat.NCHW,
                                8,
                                new HashedConvolution2D.Builder(3, 3).decimate().nOut(4).build())
                        .getLayer(0)
                        .getHelper();
        assertThat(hashed).isInstanceOf(MKLDNNConvHelper.class);
        LayerHelper dilated =
                net(
                                DataType.FLOAT,
                                CNN2DFormat.NCHW,
                                8,
                                new HashedConvolution2D.Builder(3, 3)
                                        .decimate()
                                        .dilation(2, 2)
                                        .nOut(4)
                                        .build())
                        .getLayer(0)
                        .getHelper();
        assertThat(dilated).isNull();
    }

    private static INDArray exec(String op, INDArray output, int[] arguments, INDArray... inputs) {
        Nd4j.exec(
                DynamicCustomOp.builder(op)
                        .addInputs(inputs)
                        .addOutputs(output)
                        .addIntegerArguments(arguments)
                        .addFloatingPointArguments(1e-5)
                        .build());
        return output;
    }

    @Test
    void operandsThatAreNotInCOrderAreReadRight() {
        Nd4j.getRandom().setSeed(5);
        INDArray w = Nd4j.rand(4, 3, 3, 3);
        int[] conv = {3, 3, 1, 1, 0, 0, 1, 1, 1, 1, 1};
        INDArray strided = Nd4j.rand(2, 3, 7, 6).permute(0, 2, 3, 1);
        INDArray expected = exec("conv2d", Nd4j.create(2, 7, 6, 4), conv, strided.dup('c'), w);
        assertClose(
                "conv2d of a strided input",
                exec("conv2d", Nd4j.create(2, 7, 6, 4), conv, strided, w),
                expected,
                1e-6);
        assertClose(
                "conv2d into a strided output",
                exec("conv2d", Nd4j.create(2, 4, 7, 6).permute(0, 2, 3, 1), conv, strided, w),
                expected,
                1e-6);
        INDArray f = Nd4j.rand(5, 4).dup('f');
        INDArray logits = f.dup('c');
        assertClose(
                "softmax of an f-order input",
                exec("softmax", Nd4j.create(5, 4), new int[] {1}, f),
                exec("softmax", Nd4j.create(5, 4), new int[] {1}, logits),
                1e-6);
        INDArray mean = logits.mean(0);
        INDArray variance = logits.var(false, 0);
        INDArray eps = Nd4j.rand(5, 4);
        INDArray p = exec("softmax", Nd4j.create(5, 4), new int[] {1}, logits);
        assertClose(
                "batchnorm of an f-order input",
                exec("batchnorm", Nd4j.create(5, 4), new int[] {0, 0, 1}, f, mean, variance),
                exec("batchnorm", Nd4j.create(5, 4), new int[] {0, 0, 1}, logits, mean, variance),
                1e-6);
        assertClose(
                "softmax_bp of f-order operands",
                exec("softmax_bp", Nd4j.create(5, 4), new int[] {1}, f, eps.dup('f'), p.dup('f')),
                exec("softmax_bp", Nd4j.create(5, 4), new int[] {1}, logits, eps, p),
                1e-6);
    }
}
