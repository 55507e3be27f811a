/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * z of one channel of a linear layer when one of its weights moves by ε: plus ε times a column of
 * the input (dense), a shifted plane of it (convolution), or ε itself (bias).
 */
final class ChannelChange {

    private final DataType type;
    private final long[] zShape;
    private final double[] z;
    private final double[] input;
    private final int examples;
    private final int inputs;
    private final int outputs;
    private final int[] inputSize;
    private final int[] outputSize;
    private final int[] stride;
    private final int[] dilation;
    private final int[] padding;

    private ChannelChange(LinearStep linear, INDArray input, INDArray z) {
        this.type = z.dataType();
        this.zShape = z.shape();
        this.z = numbers(z);
        this.input = numbers(input);
        this.examples = (int) z.size(0);
        this.inputs = (int) input.size(1);
        this.outputs = (int) z.size(1);
        if (linear.isConvolution()) {
            ConvolutionLayer convolution = (ConvolutionLayer) linear.configuration();
            this.inputSize = new int[] {(int) input.size(2), (int) input.size(3)};
            this.outputSize = new int[] {(int) z.size(2), (int) z.size(3)};
            this.stride = convolution.getStride();
            this.dilation = convolution.getDilation();
            this.padding = linear.topLeftPadding(inputSize, outputSize);
        } else {
            this.inputSize = new int[] {1, 1};
            this.outputSize = new int[] {1, 1};
            this.stride = new int[] {1, 1};
            this.dilation = new int[] {1, 1};
            this.padding = new int[] {0, 0};
        }
    }

    /** Changes of a layer at an input. */
    static ChannelChange of(LinearStep linear, INDArray input, INDArray z) {
        return new ChannelChange(linear, input, z);
    }

    private static double[] numbers(INDArray array) {
        return array.castTo(DataType.DOUBLE)
                .dup('c')
                .reshape('c', new long[] {array.length()})
                .toDoubleVector();
    }

    /**
     * z of a channel: as it is, then for each weight with plus and with minus ε.
     *
     * @param channel which
     * @param weights weights and biases that move it
     * @param epsilon ε
     * @return {@code [(1 + 2 · weights) · minibatch, 1, ...]}
     */
    INDArray values(int channel, List<LinearWeight> weights, double epsilon) {
        int plane = outputSize[0] * outputSize[1];
        int copy = examples * plane;
        double[] values = new double[(1 + 2 * weights.size()) * copy];
        for (int e = 0; e < examples; e++) {
            System.arraycopy(z, (e * outputs + channel) * plane, values, e * plane, plane);
        }
        for (int w = 0; w < weights.size(); w++) {
            int plus = (1 + 2 * w) * copy;
            int minus = plus + copy;
            System.arraycopy(values, 0, values, plus, copy);
            System.arraycopy(values, 0, values, minus, copy);
            add(weights.get(w), epsilon, values, plus);
            add(weights.get(w), -epsilon, values, minus);
        }
        long[] shape = zShape.clone();
        shape[0] *= 1 + 2L * weights.size();
        shape[1] = 1;
        return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
    }

    private void add(LinearWeight weight, double amount, double[] values, int offset) {
        int width = outputSize[1];
        int plane = outputSize[0] * width;
        if (weight.isBias()) {
            for (int i = offset; i < offset + examples * plane; i++) {
                values[i] += amount;
            }
            return;
        }
        int top = weight.row() * dilation[0] - padding[0];
        int left = weight.column() * dilation[1] - padding[1];
        for (int e = 0; e < examples; e++) {
            int from = (e * inputs + weight.input()) * inputSize[0] * inputSize[1];
            for (int y = 0; y < outputSize[0]; y++) {
                int row = y * stride[0] + top;
                if (row < 0 || row >= inputSize[0]) {
                    continue;
                }
                int to = offset + e * plane + y * width;
                for (int x = 0; x < width; x++) {
                    int column = x * stride[1] + left;
                    if (column >= 0 && column < inputSize[1]) {
                        values[to + x] += amount * input[from + row * inputSize[1] + column];
                    }
                }
            }
        }
    }
}
