/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Runs {@link ChannelPadding}. */
final class ChannelPaddingLayer extends AbstractLayer<ChannelPadding> {

    private static final long serialVersionUID = 1L;

    ChannelPaddingLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        long[] shape = input.shape().clone();
        shape[1] += 2L * layerConf().getChannels();
        INDArray output = workspaces.create(ArrayType.ACTIVATIONS, input.dataType(), shape, 'c');
        inner(output, input.size(1)).assign(input);
        return output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray inner = inner(epsilon, input.size(1));
        return new Pair<>(
                new DefaultGradient(), workspaces.dup(ArrayType.ACTIVATION_GRAD, inner, 'c'));
    }

    /** A view of the channels between the added ones. */
    private INDArray inner(INDArray images, long count) {
        INDArrayIndex all = NDArrayIndex.all();
        long first = layerConf().getChannels();
        return images.get(all, NDArrayIndex.interval(first, first + count), all, all);
    }

    @Override
    public Type type() {
        return Type.CONVOLUTIONAL;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // There are no weights.
    }
}
