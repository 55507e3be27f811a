/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.xnor;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Scales a binary convolution's output by the magnitude of its real-valued input at each place:
 * {@code out = y ⊙ K}, {@code K = mean_c|x| * k}, k a kernel of 1/(kH kW), with the convolution's
 * stride and zero padding.
 *
 * <p>Inputs, in this order: the convolution's output y {@code [minibatch, nOut, h', w']} and the
 * input x {@code [minibatch, nIn, h, w]} before its sign was taken. No parameters. Put the bias, if
 * any, after this vertex. Source: XNOR-Net, arXiv 1603.05279, section 3.2; no published code uses
 * it; BMXNet2's {@code ScaledBinaryConv} stops the gradient through K.
 */
public final class InputScaleVertex extends GraphVertex {

    private static final long serialVersionUID = 1;

    /** Whether a gradient flows to x through K. */
    public enum Gradient {
        /** It does not. */
        STOPPED,
        /** It does. */
        FLOWING
    }

    @JsonProperty private int[] kernelSize;
    @JsonProperty private int[] stride;
    @JsonProperty private int[] padding;
    @JsonProperty private ConvolutionMode convolutionMode;
    @JsonProperty private CNN2DFormat format;
    @JsonProperty private Gradient gradient;

    /** For JSON. */
    private InputScaleVertex() {}

    /**
     * Scales the output of a convolution.
     *
     * @param convolution where kernel, stride, padding, mode and format are taken from
     * @param gradient whether a gradient flows through K
     * @throws IllegalArgumentException if the convolution is dilated
     */
    public InputScaleVertex(ConvolutionLayer convolution, Gradient gradient) {
        if (convolution.getDilation()[0] != 1 || convolution.getDilation()[1] != 1) {
            throw new IllegalArgumentException(
                    "The input's scale is defined without dilation, but the convolution's is "
                            + Arrays.toString(convolution.getDilation()));
        }
        this.kernelSize = convolution.getKernelSize().clone();
        this.stride = convolution.getStride().clone();
        this.padding = convolution.getPadding().clone();
        this.convolutionMode =
                convolution.getConvolutionMode() == null
                        ? ConvolutionMode.Truncate
                        : convolution.getConvolutionMode();
        this.format = convolution.getCnn2dDataFormat();
        this.gradient = Objects.requireNonNull(gradient, "gradient must be given");
    }

    /** K for an input. */
    InputScale scale() {
        return new InputScale(
                kernelSize,
                stride,
                padding,
                convolutionMode == ConvolutionMode.Same,
                format == CNN2DFormat.NHWC ? 3 : 1);
    }

    Gradient gradient() {
        return gradient;
    }

    @Override
    public InputScaleVertex clone() {
        InputScaleVertex copy = new InputScaleVertex();
        copy.kernelSize = kernelSize.clone();
        copy.stride = stride.clone();
        copy.padding = padding.clone();
        copy.convolutionMode = convolutionMode;
        copy.format = format;
        copy.gradient = gradient;
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InputScaleVertex that
                && Arrays.equals(kernelSize, that.kernelSize)
                && Arrays.equals(stride, that.stride)
                && Arrays.equals(padding, that.padding)
                && convolutionMode == that.convolutionMode
                && format == that.format
                && gradient == that.gradient;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                Arrays.hashCode(kernelSize),
                Arrays.hashCode(stride),
                Arrays.hashCode(padding),
                convolutionMode,
                format,
                gradient);
    }

    @Override
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return 2;
    }

    @Override
    public int maxVertexInputs() {
        return 2;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph,
            String name,
            int idx,
            INDArray paramsView,
            boolean initializeParams,
            DataType networkDatatype) {
        return new InputScaleImpl(graph, name, idx, this, networkDatatype);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... vertexInputs)
            throws InvalidInputTypeException {
        return vertexInputs[0];
    }

    @Override
    public MemoryReport getMemoryReport(InputType... inputTypes) {
        return new LayerMemoryReport.Builder(
                        null, InputScaleVertex.class, inputTypes[0], getOutputType(-1, inputTypes))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }
}
