/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static io.github.vernier.layers.testing.ArrayAssert.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.deeplearning4j.nn.conf.ConvolutionMode.Causal;
import static org.deeplearning4j.nn.conf.ConvolutionMode.Same;
import static org.deeplearning4j.nn.conf.ConvolutionMode.Truncate;
import static org.nd4j.linalg.activations.Activation.IDENTITY;
import static org.nd4j.linalg.activations.Activation.RELU;
import static org.nd4j.linalg.activations.Activation.SIGMOID;
import static org.nd4j.linalg.activations.Activation.TANH;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;

/** What every convolution over time, {@code [N, C, T]}, must do inside stock DL4J. */
public abstract class Convolution1DContract extends LayerContract {

    private static final int CHANNELS = 4;
    private static final int STEPS = 7;
    private static final int OUTPUTS = 5;

    /**
     * A builder of the layer under test, all else at its default.
     *
     * @param kernel kernel length
     * @return a new builder
     */
    protected abstract ConvolutionLayer.BaseConvBuilder<?> builder(int kernel);

    /**
     * A builder of the layer's smooth variant, for a layer whose gradient is not the derivative.
     *
     * @param kernel kernel length
     * @return by default the builder of the layer itself
     */
    protected ConvolutionLayer.BaseConvBuilder<?> differentiableBuilder(int kernel) {
        return builder(kernel);
    }

    /** A builder by kernel length. */
    private interface Builders {
        ConvolutionLayer.BaseConvBuilder<?> of(int kernel);
    }

    /** Options that every convolution over time has. */
    private record Options(
            Activation activation,
            boolean bias,
            ConvolutionMode mode,
            int kernel,
            int stride,
            int padding,
            int dilation) {

        LayerCase with(Builders builders) {
            Layer layer =
                    builders.of(kernel)
                            .stride(stride)
                            .padding(padding)
                            .dilation(dilation)
                            .convolutionMode(mode)
                            .hasBias(bias)
                            .nOut(OUTPUTS)
                            .activation(activation)
                            .build();
            return new LayerCase(toString(), layer, InputType.recurrent(CHANNELS, STEPS));
        }
    }

    private static final Options STANDARD = new Options(TANH, true, Same, 3, 1, 0, 1);

    private static final List<Options> ALL =
            List.of(
                    STANDARD,
                    new Options(TANH, false, Truncate, 3, 2, 1, 1),
                    new Options(IDENTITY, true, Truncate, 2, 1, 0, 2),
                    new Options(RELU, true, Same, 1, 1, 0, 1),
                    new Options(SIGMOID, true, Causal, 2, 1, 0, 1),
                    new Options(TANH, true, Causal, 2, 1, 0, 2));

    @Override
    protected Layer layer() {
        return STANDARD.with(this::builder).layer();
    }

    @Override
    protected InputType inputType() {
        return InputType.recurrent(CHANNELS, STEPS);
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
                builder(3)
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
        Options options = new Options(TANH, true, Truncate, 3, 2, 1, 1);
        INDArray mask = RandomData.stepMask(MINIBATCH, STEPS, DataType.FLOAT);
        assertSame(
                "mask",
                reduced(mask, options.with(this::builder)),
                reduced(mask, options.with(Convolution1DLayer.Builder::new)));
    }

    @Test
    void activationsAtMaskedTimeStepsAreZero() {
        requires(Check.ZERO_AT_MASKED_STEPS);
        MultiLayerNetwork net = network(standard(), settings(DataType.DOUBLE, new NoOp()));
        INDArray x = data(net, inputType()).getFeatures();
        INDArray mask = RandomData.stepMask(MINIBATCH, STEPS, DataType.DOUBLE);
        net.setLayerMaskArrays(mask, null);
        INDArray activations = net.feedForward(x, false).get(index() + 1);
        net.clearLayerMaskArrays();
        INDArray masked = activations.mul(mask.reshape(MINIBATCH, 1, STEPS));
        assertSame("activations", activations, masked);
        assertThat(activations.neq(0).castTo(DataType.INT64).sumNumber().longValue())
                .as("activations that are not masked")
                .isEqualTo((MINIBATCH * STEPS - 2) * OUTPUTS);
    }
}
