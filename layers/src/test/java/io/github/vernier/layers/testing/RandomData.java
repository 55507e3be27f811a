/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Seeded examples: the same numbers in every data type, and in both layouts once the axes are
 * permuted.
 */
final class RandomData {

    private RandomData() {}

    /** Normally distributed features. */
    static INDArray features(InputType input, int minibatch, DataType type) {
        Nd4j.getRandom().setSeed(99);
        return inLayoutOf(
                input, Nd4j.randn(DataType.DOUBLE, shape(minibatch, channelsFirst(input))), type);
    }

    /** What suits the head's loss: classes for cross entropies, else normal numbers. */
    static INDArray labels(Layer head, InputType output, int minibatch, DataType type) {
        long[] shape = shape(minibatch, channelsFirst(output));
        Nd4j.getRandom().setSeed(98);
        ILossFunction loss = loss(head);
        boolean classes = loss instanceof LossMCXENT || loss instanceof LossBinaryXENT;
        return inLayoutOf(
                output, classes ? oneHot(shape) : Nd4j.randn(DataType.DOUBLE, shape), type);
    }

    private static ILossFunction loss(Layer head) {
        if (head instanceof BaseOutputLayer output) {
            return output.getLossFn();
        }
        return head instanceof LossLayer output ? output.getLossFn() : null;
    }

    private static INDArray oneHot(long[] shape) {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, shape);
        INDArray flat = labels.reshape(shape[0], shape[1], -1);
        for (long example = 0; example < shape[0]; example++) {
            for (long place = 0; place < flat.size(2); place++) {
                flat.putScalar(new long[] {example, (example + place) % shape[1], place}, 1);
            }
        }
        return labels;
    }

    /** The same shape of data in the other layout; null if there is no other. */
    static InputType channelsLast(InputType type) {
        if (type instanceof InputTypeConvolutional image) {
            return InputType.convolutional(
                    image.getHeight(), image.getWidth(), image.getChannels(), CNN2DFormat.NHWC);
        }
        if (type instanceof InputTypeRecurrent series) {
            return InputType.recurrent(
                    series.getSize(), series.getTimeSeriesLength(), RNNFormat.NWC);
        }
        return null;
    }

    private static InputType channelsFirst(InputType type) {
        if (type instanceof InputTypeConvolutional image) {
            return InputType.convolutional(
                    image.getHeight(), image.getWidth(), image.getChannels(), CNN2DFormat.NCHW);
        }
        if (type instanceof InputTypeRecurrent series) {
            return InputType.recurrent(
                    series.getSize(), series.getTimeSeriesLength(), RNNFormat.NCW);
        }
        return type;
    }

    private static INDArray inLayoutOf(InputType type, INDArray channelsFirst, DataType dataType) {
        INDArray array = channelsFirst.castTo(dataType);
        if (type.equals(channelsFirst(type))) {
            return array;
        }
        return array.rank() == 4 ? array.permute(0, 2, 3, 1) : array.permute(0, 2, 1);
    }

    /** Shape of a minibatch. */
    static long[] shape(int minibatch, InputType type) {
        long[] shape = type.getShape(true);
        shape[0] = minibatch;
        return shape;
    }

    /** A mask of time steps, 1 but for the last two steps of the first example. */
    static INDArray stepMask(int minibatch, long steps, DataType type) {
        INDArray mask = Nd4j.ones(type, minibatch, steps);
        mask.get(NDArrayIndex.point(0), NDArrayIndex.interval(steps - 2, steps)).assign(0);
        return mask;
    }
}
