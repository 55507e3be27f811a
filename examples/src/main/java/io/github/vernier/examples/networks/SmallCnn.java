/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A small convolutional chain for small images, quick to train on two cores.
 *
 * <p>Three stages of two (3x3 convolution without bias, batch normalization, ReLU), halved by max
 * pooling between the stages; global average pooling; softmax. With the default 16, 32 and 128
 * channels nearly all of its 203 thousand parameters are weights of convolutions, so that
 * compressing those ten times compresses the network nearly as much.
 *
 * <p>Layers are called {@code stage<s>_{conv,bn,relu}<i>}, {@code pool<s>}, {@code pool}, {@code
 * output}; the last ReLU of a stage is called {@code stage<s>}: the taps.
 */
public final class SmallCnn {

    private SmallCnn() {}

    /** For 10 classes of 1 x 28 x 28 images, until told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings of a small chain. */
    public static final class Builder extends ImageClassifierBuilder<Builder> {
        private static final int CONVOLUTIONS = 2;

        private int[] widths = {16, 32, 128};

        private Builder() {
            super(1, 28, 28, new Adam(3e-3), 0);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Channels of each stage.
         *
         * @param widths one number for each stage
         */
        public Builder widths(int... widths) {
            if (widths.length == 0) {
                throw new IllegalArgumentException("There must be a stage");
            }
            this.widths = widths.clone();
            return this;
        }

        /** The network's configuration and what belongs to it. */
        public Architecture.Chain architecture() {
            List<String> taps =
                    IntStream.rangeClosed(1, widths.length).mapToObj(s -> "stage" + s).toList();
            return new Architecture.Chain("small-cnn", input(), taps, build());
        }

        /** The network's configuration. */
        public MultiLayerConfiguration build() {
            ListBuilder layers = defaults().list();
            int in = channels();
            for (int stage = 1; stage <= widths.length; stage++) {
                if (stage > 1) {
                    layers.layer(
                            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                                    .kernelSize(2, 2)
                                    .stride(2, 2)
                                    .name("pool" + (stage - 1))
                                    .build());
                }
                int out = widths[stage - 1];
                stage(layers, "stage" + stage, in, out);
                in = out;
            }
            return layers.layer(
                            new GlobalPoolingLayer.Builder(PoolingType.AVG).name("pool").build())
                    .layer(named(softmax(in), "output"))
                    .setInputType(input())
                    .build();
        }

        private void stage(ListBuilder layers, String name, int in, int out) {
            int channels = in;
            for (int i = 1; i <= CONVOLUTIONS; i++) {
                layers.layer(
                                named(
                                        convolution(
                                                name + "_conv" + i,
                                                new ConvShape(channels, out, 3, 1)),
                                        name + "_conv" + i))
                        .layer(named(batchNormalization(), name + "_bn" + i))
                        .layer(
                                named(
                                        new ActivationLayer(Activation.RELU),
                                        i == CONVOLUTIONS ? name : name + "_relu" + i));
                channels = out;
            }
        }

        private static Layer named(Layer layer, String name) {
            layer.setLayerName(name);
            return layer;
        }
    }
}
