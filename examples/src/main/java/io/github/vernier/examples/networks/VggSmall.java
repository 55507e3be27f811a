/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * VGG-small for CIFAR, the chain that binary convolutions are compared on.
 *
 * <p>Six 3x3 convolutions with {@code w, w, 2w, 2w, 4w, 4w} channels, w = 128; max pooling after
 * the second, fourth and sixth; each followed by batch normalization and hard-tanh; softmax. The
 * first convolution and the softmax stay, the others come from the {@link ConvFactory}.
 *
 * <p>Layers are called {@code conv<i>}, {@code pool<i>}, {@code bn<i>}, {@code act<i>}, {@code
 * output}, from 0; taps are {@code act0}, {@code act2}, {@code act4}, the last before the size
 * changes.
 *
 * <p>Source: z-hXu/ReCU models_cifar/vgg.py.
 */
public final class VggSmall {

    private VggSmall() {}

    /** For 10 classes of 3 x 32 x 32 images, until told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings of a VGG-small. */
    public static final class Builder extends ImageClassifierBuilder<Builder> {
        private static final int[] WIDTHS = {1, 1, 2, 2, 4, 4};

        private int width = 128;

        private Builder() {
            super(3, 32, 32, new Nesterovs(0.1, 0.9), 5e-4);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Channels of the first convolution.
         *
         * @param width at least 1
         */
        public Builder width(int width) {
            if (width < 1) {
                throw new IllegalArgumentException("Width must be at least 1, got " + width);
            }
            this.width = width;
            return this;
        }

        /** The network's configuration and what belongs to it. */
        public Architecture.Chain architecture() {
            return new Architecture.Chain(
                    "vgg-small", input(), List.of("act0", "act2", "act4"), build());
        }

        /** The network's configuration. */
        public MultiLayerConfiguration build() {
            ListBuilder layers = defaults().list();
            int in = channels();
            for (int i = 0; i < WIDTHS.length; i++) {
                ConvShape shape = new ConvShape(in, WIDTHS[i] * width, 3, 1);
                add(
                        layers,
                        "conv" + i,
                        i == 0
                                ? ConvFactory.stock().convolution(shape, 0)
                                : convolution("conv" + i, shape));
                if (i % 2 == 1) {
                    add(
                            layers,
                            "pool" + i,
                            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                                    .kernelSize(2, 2)
                                    .stride(2, 2)
                                    .build());
                }
                add(layers, "bn" + i, batchNormalization());
                add(layers, "act" + i, new ActivationLayer(Activation.HARDTANH));
                in = shape.out();
            }
            add(layers, "output", softmax(in * (height() / 8) * (width() / 8)));
            return layers.setInputType(input()).build();
        }

        private static void add(ListBuilder layers, String name, Layer layer) {
            layer.setLayerName(name);
            layers.layer(layer);
        }
    }
}
