/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.memory.HostMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution that calls ND4J's operation itself instead of leaving it to the stock layer: once
 * for each factor of a factored 1×1 weight, and once for each channel group.
 *
 * <p>Groups read and write their channels through views; with a channel shuffle these are
 * interleaved, so that the shuffle takes no time of its own.
 */
class DirectConvolutionLayer extends ParameterizedConvolutionLayer {

    private static final long serialVersionUID = 1;
    private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

    /** Kernel, strides, padding, dilation, same mode, NCHW, weights as [out, in, kH, kW]. */
    private static final int[] POINTWISE = {1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1};

    /** Outputs of all factors but the last in this iteration's forward pass, NCHW. */
    private transient List<INDArray> between = List.of();

    DirectConvolutionLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /** Whether the stock layer computes all there is. */
    private boolean isPlain() {
        return conv().getGroups() == 1 && conv().applied().size() == 1;
    }

    private ParameterizedConvolution2D conv() {
        return (ParameterizedConvolution2D) layerConf();
    }

    private List<INDArray> factors(boolean training, LayerWorkspaceMgr workspaceMgr) {
        return PackedFactors.split(
                getParamWithNoise(ConvolutionParamInitializer.WEIGHT_KEY, training, workspaceMgr),
                conv().applied());
    }

    private INDArray bias(boolean training, LayerWorkspaceMgr workspaceMgr) {
        return hasBias() ? getParamWithNoise(BIAS, training, workspaceMgr) : null;
    }

    private boolean channelsLast() {
        return conv().getCnn2dDataFormat() == CNN2DFormat.NHWC;
    }

    private INDArray channelsFirst(INDArray array) {
        return channelsLast() ? array.permute(0, 3, 1, 2) : array;
    }

    /** A new array in the layer's own layout, seen as NCHW. */
    private INDArray allocate(ArrayType where, LayerWorkspaceMgr workspaceMgr, long... nchw) {
        long[] shape =
                channelsLast() ? new long[] {nchw[0], nchw[2], nchw[3], nchw[1]} : nchw.clone();
        return channelsFirst(workspaceMgr.createUninitialized(where, dataType, shape, 'c'));
    }

    private INDArray inOwnLayout(INDArray nchw) {
        return channelsLast() ? nchw.permute(0, 2, 3, 1) : nchw;
    }

    private int[] outputSize(INDArray nchw) {
        return ConvolutionUtils.getOutputSize(
                nchw,
                conv().getKernelSize(),
                conv().getStride(),
                convolutionMode == ConvolutionMode.Same ? null : conv().getPadding(),
                convolutionMode,
                conv().getDilation(),
                CNN2DFormat.NCHW);
    }

    /** The operation's integer arguments for the factor that carries kernel and stride. */
    private int[] geometry(INDArray nchw, int[] outputSize) {
        int[] kernel = conv().getKernelSize();
        int[] stride = conv().getStride();
        int[] dilation = conv().getDilation();
        boolean same = convolutionMode == ConvolutionMode.Same;
        int[] padding =
                same
                        ? ConvolutionUtils.getSameModeTopLeftPadding(
                                outputSize,
                                new int[] {(int) nchw.size(2), (int) nchw.size(3)},
                                kernel,
                                stride,
                                dilation)
                        : conv().getPadding();
        return new int[] {
            kernel[0],
            kernel[1],
            stride[0],
            stride[1],
            padding[0],
            padding[1],
            dilation[0],
            dilation[1],
            same ? 1 : 0,
            0,
            1
        };
    }

    @Override
    protected Pair<INDArray, INDArray> preOutput(
            boolean training, boolean forBackprop, LayerWorkspaceMgr workspaceMgr) {
        if (isPlain()) {
            return super.preOutput(training, forBackprop, workspaceMgr);
        }
        assertInputSet(false);
        validateInputRank();
        validateInputDepth(conv().getNIn());
        if (forBackprop && preOutput != null) {
            return new Pair<>(preOutput, null);
        }
        List<INDArray> factors = factors(training, workspaceMgr);
        INDArray bias = bias(training, workspaceMgr);
        INDArray x = channelsFirst(input.castTo(dataType));
        int[] size = outputSize(x);
        int[] arguments = geometry(x, size);
        List<INDArray> outputs = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            boolean last = i == factors.size() - 1;
            INDArray y =
                    allocate(
                            ArrayType.ACTIVATIONS,
                            workspaceMgr,
                            x.size(0),
                            factors.get(i).size(0),
                            size[0],
                            size[1]);
            convolve(x, factors.get(i), last ? bias : null, y, arguments);
            outputs.add(y);
            x = y;
            arguments = POINTWISE;
        }
        if (training) {
            between = outputs.subList(0, outputs.size() - 1);
        }
        return new Pair<>(inOwnLayout(x), null);
    }

    @Override
    INDArray backpropConvolution(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        if (isPlain()) {
            return super.backpropConvolution(epsilon, workspaceMgr);
        }
        assertInputSet(true);
        List<INDArray> factors = factors(true, workspaceMgr);
        List<INDArray> gradients = PackedFactors.split(built().gradientBuffer(), conv().applied());
        INDArray bias = bias(true, workspaceMgr);
        INDArray x = channelsFirst(input.castTo(dataType));
        int[] geometry = geometry(x, outputSize(x));
        INDArray z = preOutput4d(true, true, workspaceMgr).getFirst();
        INDArray delta =
                channelsFirst(
                        conv().getActivationFn().backprop(z, epsilon.castTo(dataType)).getFirst());
        for (int i = factors.size() - 1; i >= 0; i--) {
            boolean first = i == 0;
            boolean last = i == factors.size() - 1;
            INDArray entering = first ? x : between.get(i - 1);
            INDArray next =
                    allocate(
                            first ? ArrayType.ACTIVATION_GRAD : ArrayType.BP_WORKING_MEM,
                            workspaceMgr,
                            entering.shape());
            backprop(
                    entering,
                    factors.get(i),
                    last ? bias : null,
                    delta,
                    next,
                    gradients.get(i),
                    first ? geometry : POINTWISE);
            delta = next;
        }
        between = List.of();
        return backpropDropOutIfPresent(inOwnLayout(delta));
    }

    @Override
    public void clear() {
        super.clear();
        between = List.of();
    }

    private void convolve(INDArray x, INDArray weight, INDArray bias, INDArray y, int[] arguments) {
        for (int g = 0; g < conv().getGroups(); g++) {
            exec(
                    "conv2d",
                    present(inputs(x, g), rows(weight, g), ofOutputs(bias, 0, g)),
                    present(ofOutputs(y, 1, g)),
                    arguments);
        }
    }

    private void backprop(
            INDArray x,
            INDArray weight,
            INDArray bias,
            INDArray delta,
            INDArray inputGradient,
            INDArray weightGradient,
            int[] arguments) {
        INDArray biasGradient = bias == null ? null : gradientViews.get(BIAS);
        // A group's result is copied to its place: conv2d_bp, unlike conv2d, is several times
        // slower when it writes to a view of this output (reading views costs nothing).
        INDArray part = conv().getGroups() == 1 ? inputGradient : inputs(inputGradient, 0).ulike();
        for (int g = 0; g < conv().getGroups(); g++) {
            exec(
                    "conv2d_bp",
                    present(
                            inputs(x, g),
                            rows(weight, g),
                            ofOutputs(bias, 0, g),
                            ofOutputs(delta, 1, g)),
                    present(part, rows(weightGradient, g), ofOutputs(biasGradient, 0, g)),
                    arguments);
            if (conv().getGroups() > 1) {
                put(part, inputGradient, g);
            }
        }
    }

    /** Copies a group's channels, {@code [n, c, h, w]} in C order, to their section. */
    private void put(INDArray part, INDArray whole, int group) {
        if (!HostMemory.isAccessible(whole) || !HostMemory.isAccessible(part)) {
            inputs(whole, group).assign(part);
            return;
        }
        ByteBuffer from = HostMemory.bytes(part);
        ByteBuffer to = HostMemory.bytes(whole);
        int examples = Math.toIntExact(part.size(0));
        int length = from.capacity() / examples;
        for (int n = 0; n < examples; n++) {
            to.put((n * conv().getGroups() + group) * length, from, n * length, length);
        }
    }

    private static void exec(
            String operation, INDArray[] inputs, INDArray[] outputs, int[] arguments) {
        Nd4j.exec(
                DynamicCustomOp.builder(operation)
                        .addInputs(inputs)
                        .addOutputs(outputs)
                        .addIntegerArguments(arguments)
                        .build());
    }

    private static INDArray[] present(INDArray... arrays) {
        return Arrays.stream(arrays).filter(Objects::nonNull).toArray(INDArray[]::new);
    }

    /** The input channels of a group, a section. */
    private INDArray inputs(INDArray nchw, int group) {
        return section(nchw, 1, group);
    }

    /** The weights of a group, a section of the output channels. */
    private INDArray rows(INDArray weight, int group) {
        return section(weight, 0, group);
    }

    /** The output channels of a group: a section, or interleaved by the channel shuffle. */
    private INDArray ofOutputs(INDArray array, int dimension, int group) {
        return array != null && conv().isChannelShuffle()
                ? entries(array, dimension, group, conv().getGroups())
                : section(array, dimension, group);
    }

    private INDArray section(INDArray array, int dimension, int group) {
        return array == null
                ? null
                : entries(array, dimension, group * array.size(dimension) / conv().getGroups(), 1);
    }

    /**
     * A group's share of a dimension, from an entry on, every so many. By strides: ND4J's own
     * indexing fails on dimensions of size 1 and on steps.
     */
    private INDArray entries(INDArray array, int dimension, long from, int step) {
        if (conv().getGroups() == 1) {
            return array;
        }
        long[] shape = array.shape().clone();
        long[] stride = array.stride().clone();
        long offset = array.offset() + from * stride[dimension];
        shape[dimension] /= conv().getGroups();
        stride[dimension] *= step;
        return Nd4j.create(array.data(), shape, stride, offset, 'c');
    }
}
