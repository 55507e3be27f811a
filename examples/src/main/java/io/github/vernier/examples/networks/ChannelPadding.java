/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import io.github.vernier.layers.cost.CostAware;
import io.github.vernier.layers.cost.CountingRule;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adds channels of zeros before and after those of an image; without parameters.
 *
 * <p>Shapes: {@code [minibatch, c, h, w] -> [minibatch, c + 2 n, h, w]}. With n = c / 2 after an
 * average pooling it makes the shortcut "option A" of He et al. 2016 as used by z-hXu/ReCU
 * (cifar/models_cifar/resnet.py).
 */
public final class ChannelPadding extends NoParamLayer implements CostAware {

    private static final long serialVersionUID = 1L;

    @JsonProperty private int channels;

    /** For JSON. */
    ChannelPadding() {}

    /**
     * @param channels n, channels added on each side
     */
    public ChannelPadding(int channels) {
        if (channels < 0) {
            throw new IllegalArgumentException(
                    "Channels to add must be 0 or more on each side, got " + channels);
        }
        this.channels = channels;
    }

    /** Channels added on each side. */
    public int getChannels() {
        return channels;
    }

    @Override
    public ChannelPadding clone() {
        return (ChannelPadding) super.clone();
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        ChannelPaddingLayer layer = new ChannelPaddingLayer(configuration, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        return layer;
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        InputTypeConvolutional image = image(input);
        return InputType.convolutional(
                image.getHeight(),
                image.getWidth(),
                image.getChannels() + 2 * channels,
                image.getFormat());
    }

    private InputTypeConvolutional image(InputType input) {
        if (input instanceof InputTypeConvolutional image) {
            return image;
        }
        throw new IllegalStateException(
                "Layer \"" + getLayerName() + "\" pads channels of images, its input is " + input);
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        return new LayerMemoryReport.Builder(
                        getLayerName(), getClass(), input, getOutputType(-1, input))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }

    @Override
    public long multAdds(InputType input, CountingRule rule) {
        return 0;
    }
}
