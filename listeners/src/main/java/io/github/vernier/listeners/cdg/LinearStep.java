/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A stock dense layer, output layer or NCHW convolution: activations are a function of {@code z = W
 * x + b}.
 *
 * @param step the layer as a step
 * @param configuration its configuration
 */
record LinearStep(ForwardStep step, BaseLayer configuration) {

    private static final int OIYX = 1;
    private static final int NCHW = 0;

    /** A step as such a layer, if it is one. */
    static Optional<LinearStep> of(ForwardStep step) {
        if (step.layer() == null
                || !(step.layer().conf().getLayer() instanceof BaseLayer configuration)
                || configuration.getWeightNoise() != null) {
            return Optional.empty();
        }
        // Subclasses may compute something else.
        Class<?> type = configuration.getClass();
        boolean linear =
                type == DenseLayer.class && !((DenseLayer) configuration).isHasLayerNorm()
                        || type == OutputLayer.class
                        || configuration instanceof ConvolutionLayer convolution
                                && type == ConvolutionLayer.class
                                && convolution.getCnn2dDataFormat() == CNN2DFormat.NCHW;
        return linear ? Optional.of(new LinearStep(step, configuration)) : Optional.empty();
    }

    boolean isConvolution() {
        return configuration instanceof ConvolutionLayer;
    }

    /** The activation function. */
    IActivation activation() {
        return configuration.getActivationFn();
    }

    /** Losses of the examples, of an output layer. */
    INDArray losses(INDArray z, INDArray labels, INDArray mask) {
        INDArray losses =
                ((BaseOutputLayer) configuration)
                        .getLossFn()
                        .computeScoreArray(labels, z, activation(), mask);
        return losses.reshape(losses.length());
    }

    /** z of inputs. */
    INDArray preActivations(INDArray input) {
        // The twin's own copy of the configuration: nobody else looks at it.
        IActivation activation = activation();
        configuration.setActivationFn(new ActivationIdentity());
        try {
            return step.activate(new INDArray[] {input}, false).dup('c');
        } finally {
            configuration.setActivationFn(activation);
        }
    }

    /** Whether {@link #change} can take a channel of this rank. */
    boolean takesChannel(int rank) {
        var preProcessor = step.preProcessor();
        if (isConvolution()) {
            ConvolutionLayer convolution = (ConvolutionLayer) configuration;
            return preProcessor == null
                    && rank == 4
                    && convolution.getDilation()[0] == 1
                    && convolution.getDilation()[1] == 1;
        }
        return rank == 2
                ? preProcessor == null
                : preProcessor instanceof CnnToFeedForwardPreProcessor flat
                        && preProcessor.getClass() == CnnToFeedForwardPreProcessor.class
                        && flat.getFormat() == CNN2DFormat.NCHW;
    }

    /**
     * A copy of the weights: {@code get} of a view that does not begin its buffer is empty at
     * times.
     */
    INDArray weights() {
        return step.layer().getParam("W").dup();
    }

    /**
     * What a change of one channel of the input changes in z.
     *
     * @param weights the layer's {@link #weights}
     * @param delta change, {@code [minibatch, 1, h, w]} or {@code [minibatch, 1]}
     * @param channel which channel or unit
     * @return change of z, {@code [minibatch, ...]}
     */
    INDArray change(INDArray weights, INDArray delta, int channel) {
        if (!isConvolution()) {
            long size = delta.length() / delta.size(0);
            INDArray rows =
                    weights.get(
                            NDArrayIndex.interval(channel * size, (channel + 1) * size),
                            NDArrayIndex.all());
            return delta.reshape('c', new long[] {delta.size(0), size}).mmul(rows.dup('c'));
        }
        INDArray slice =
                weights.get(
                                NDArrayIndex.all(),
                                NDArrayIndex.interval(channel, channel + 1),
                                NDArrayIndex.all(),
                                NDArrayIndex.all())
                        .dup('c');
        ConvolutionLayer convolution = (ConvolutionLayer) configuration;
        int[] stride = convolution.getStride();
        int[] padding = convolution.getPadding();
        int same = convolution.getConvolutionMode() == ConvolutionMode.Same ? 1 : 0;
        return Nd4j.exec(
                DynamicCustomOp.builder("conv2d")
                        .addInputs(delta, slice)
                        .addIntegerArguments(
                                (int) weights.size(2),
                                (int) weights.size(3),
                                stride[0],
                                stride[1],
                                padding[0],
                                padding[1],
                                1,
                                1,
                                same,
                                NCHW,
                                OIYX)
                        .build())[0];
    }

    /** Rows and columns added above and at the left of the input, of a convolution. */
    int[] topLeftPadding(int[] inputSize, int[] outputSize) {
        ConvolutionLayer convolution = (ConvolutionLayer) configuration;
        return convolution.getConvolutionMode() == ConvolutionMode.Same
                ? ConvolutionUtils.getSameModeTopLeftPadding(
                        outputSize,
                        inputSize,
                        convolution.getKernelSize(),
                        convolution.getStride(),
                        convolution.getDilation())
                : convolution.getPadding();
    }
}
