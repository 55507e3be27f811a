/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static io.github.vernier.layers.testing.ArrayAssert.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.deeplearning4j.nn.conf.CNN2DFormat.NCHW;
import static org.deeplearning4j.nn.conf.CNN2DFormat.NHWC;
import static org.deeplearning4j.nn.conf.ConvolutionMode.Same;
import static org.deeplearning4j.nn.conf.ConvolutionMode.Strict;
import static org.deeplearning4j.nn.conf.ConvolutionMode.Truncate;
import static org.nd4j.linalg.activations.Activation.IDENTITY;
import static org.nd4j.linalg.activations.Activation.RELU;
import static org.nd4j.linalg.activations.Activation.SIGMOID;
import static org.nd4j.linalg.activations.Activation.TANH;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.MemoryType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;

/** What every 2-D convolution must do inside stock DL4J. */
public abstract class ConvolutionContract extends LayerContract {

    private static final int CHANNELS = 4;
    private static final int SIZE = 6;
    private static final int OUTPUTS = 5;

    /**
     * A builder of the layer under test, all else at its default.
     *
     * @param kernel kernel height and width
     * @return a new builder
     */
    protected abstract ConvolutionLayer.BaseConvBuilder<?> builder(int... kernel);

    /**
     * A builder of the layer's smooth variant, for a layer whose gradient is not the derivative.
     *
     * @param kernel kernel height and width
     * @return by default the builder of the layer itself
     */
    protected ConvolutionLayer.BaseConvBuilder<?> differentiableBuilder(int... kernel) {
        return builder(kernel);
    }

    /** A builder by kernel size. */
    private interface Builders {
        ConvolutionLayer.BaseConvBuilder<?> of(int... kernel);
    }

    /** Options that every convolution has. */
    private record Options(
            Activation activation,
            boolean bias,
            ConvolutionMode mode,
            int kernel,
            int stride,
            int padding,
            int dilation,
            CNN2DFormat format) {

        LayerCase with(Builders builders) {
            Layer layer =
                    builders.of(kernel, kernel)
                            .stride(stride, stride)
                            .padding(padding, padding)
                            .dilation(dilation, dilation)
                            .convolutionMode(mode)
                            .hasBias(bias)
                            .nOut(OUTPUTS)
                            .activation(activation)
                            .build();
            return new LayerCase(
                    toString(), layer, InputType.convolutional(SIZE, SIZE, CHANNELS, format));
        }
    }

    private static final Options STANDARD = new Options(TANH, true, Same, 3, 1, 0, 1, NCHW);

    private static final List<Options> ALL =
            List.of(
                    STANDARD,
                    new Options(TANH, false, Truncate, 3, 2, 1, 1, NCHW),
                    new Options(IDENTITY, true, Truncate, 3, 1, 0, 2, NCHW),
                    new Options(RELU, true, Strict, 3, 1, 1, 1, NCHW),
                    new Options(SIGMOID, false, Same, 3, 2, 0, 1, NHWC),
                    new Options(RELU, true, Truncate, 3, 1, 1, 1, NHWC),
                    new Options(IDENTITY, true, Same, 3, 1, 0, 2, NHWC));

    @Override
    protected Layer layer() {
        return STANDARD.with(this::builder).layer();
    }

    @Override
    protected InputType inputType() {
        return InputType.convolutional(SIZE, SIZE, CHANNELS);
    }

    @Override
    protected List<LayerCase> options() {
        return ALL.stream().map(o -> o.with(this::builder)).toList();
    }

    @Override
    protected List<LayerCase> differentiableOptions() {
        return ALL.stream().map(o -> o.with(this::differentiableBuilder)).toList();
    }

    @Test
    void theBuildersConstraintsActOnTheLayersOwnParameters() {
        requires(Check.CONSTRAINTS);
        Layer layer =
                builder(3, 3)
                        .constrainWeights(new MaxNormConstraint(0.01, 0))
                        .nOut(OUTPUTS)
                        .activation(TANH)
                        .build();
        assertConstrained(
                network(
                        new LayerCase("constrained", layer, inputType()),
                        settings(DataType.DOUBLE, new Adam(0.1))));
    }

    @Test
    void masksShrinkLikeTheStockConvolutions() {
        requires(Check.MASKS);
        Options options = new Options(TANH, true, Truncate, 3, 2, 1, 1, NCHW);
        INDArray mask = Nd4j.ones(DataType.DOUBLE, MINIBATCH, 1, SIZE, SIZE);
        mask.tensorAlongDimension(0, 1, 2, 3).assign(0);
        assertSame(
                "mask",
                reduced(mask, options.with(this::builder)),
                reduced(mask, options.with(ConvolutionLayer.Builder::new)));
    }

    @Test
    void memoryReportIncludesTheWeightTensor() {
        requires(Check.MEMORY_OF_BUILT_WEIGHTS);
        MultiLayerNetwork net = network(standard(), settings(DataType.FLOAT, new NoOp()));
        Layer layer = net.getLayer(index()).conf().getLayer();
        assertThat(reported(layer, MemoryType.WORKING_MEMORY_FIXED))
                .isGreaterThan(reported(layer, MemoryType.PARAMETERS));
    }
}
