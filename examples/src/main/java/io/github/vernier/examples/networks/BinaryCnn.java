/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.binary.ExponentialTau;
import io.github.vernier.layers.popart.PopArtOutputLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A small binary chain for small images: what the probes of binary networks are shown on.
 *
 * <p>A stock 3x3 convolution to the first width, then for each further width a 3x3 {@link
 * BinaryConvolution2D} with its default options, which takes the signs of its input itself; batch
 * normalization and 2x2 max pooling in front of each; batch normalization, global average pooling
 * and softmax at the end. Layers are called {@code conv}, {@code bn<i>}, {@code pool<i>}, {@code
 * binary<i>}, {@code pool}, {@code output}.
 */
public final class BinaryCnn {

    private BinaryCnn() {}

    /** For 10 classes of 1 x 28 x 28 images, until told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings of a small binary chain. */
    public static final class Builder extends ImageClassifierBuilder<Builder> {

        private int[] widths = {8, 16, 32};
        private int epochs = 10;
        private int outputs;

        private Builder() {
            super(1, 28, 28, new Adam(3e-3), 0);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Channels of each convolution.
         *
         * @param widths one number for each, at least two
         */
        public Builder widths(int... widths) {
            if (widths.length < 2) {
                throw new IllegalArgumentException(
                        "There must be two convolutions or more, got " + widths.length);
            }
            this.widths = widths.clone();
            return this;
        }

        /**
         * Length of the training, over which the clamp's τ grows.
         *
         * @param epochs number of epochs, at least 1
         */
        public Builder epochs(int epochs) {
            this.epochs = epochs;
            return this;
        }

        /**
         * A Pop-Art head for numbers in place of softmax over classes.
         *
         * @param outputs how many numbers, at least 1
         */
        public Builder regression(int outputs) {
            this.outputs = outputs;
            return this;
        }

        /** The network's configuration. */
        public MultiLayerConfiguration build() {
            int in = widths[widths.length - 1];
            Layer head = outputs == 0 ? softmax(in) : popArt(in);
            head.setLayerName("output");
            return features()
                    .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).name("pool").build())
                    .layer(head)
                    .setInputType(input())
                    .build();
        }

        private Layer popArt(int in) {
            return new PopArtOutputLayer.Builder().beta(0.01).nIn(in).nOut(outputs).build();
        }

        private ListBuilder features() {
            ListBuilder layers =
                    defaults()
                            .list()
                            .layer(
                                    new ConvolutionLayer.Builder(3, 3)
                                            .name("conv")
                                            .nIn(channels())
                                            .nOut(widths[0])
                                            .hasBias(false)
                                            .build());
            for (int i = 1; i < widths.length; i++) {
                layers.layer(normalization(i))
                        .layer(
                                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                                        .kernelSize(2, 2)
                                        .stride(2, 2)
                                        .name("pool" + i)
                                        .build())
                        .layer(
                                new BinaryConvolution2D.Builder(3, 3)
                                        .tau(new ExponentialTau(epochs))
                                        .name("binary" + i)
                                        .nIn(widths[i - 1])
                                        .nOut(widths[i])
                                        .build());
            }
            return layers.layer(normalization(widths.length));
        }

        private static Layer normalization(int index) {
            Layer layer = batchNormalization();
            layer.setLayerName("bn" + index);
            return layer;
        }
    }
}
