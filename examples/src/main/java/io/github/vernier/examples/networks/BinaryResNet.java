/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.distribution.ConstantDistribution;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Residual networks for CIFAR in the form in which their convolutions are made binary (Bi-Real net,
 * Liu et al. 2018; ReCU, Xu et al. 2021).
 *
 * <ul>
 *   <li>{@link Builder#resNet20()}: stem of 16 channels, 3 groups of 3 blocks with 16, 32, 64
 *       channels, a shortcut around every convolution: {@code h = f(bn(conv(x)) + S(x)); y =
 *       f(bn(conv(h)) + h)};
 *   <li>{@link Builder#resNet18()}: stem of 64 channels, 4 groups of 2 blocks with 64, 128, 256,
 *       512 channels, a shortcut around two: {@code h = f(bn(conv(x))); y = f(bn(conv(h)) + S(x))}.
 * </ul>
 *
 * f is hard-tanh, or PReLU with a slope for each channel as in ReActNet (Liu et al. 2020). The
 * first block of each group but the first has stride 2. Global average pooling, batch normalization
 * and softmax end the network. Stem and softmax stay float; all other convolutions come from the
 * {@link ConvUnit}.
 *
 * <p>Vertices are called {@code stem}, {@code stem_bn}, {@code stem_act}, {@code
 * group<g>_block<b>_{conv<i>,bn<i>,add<i>,act<i>,pool,pad,shortcut,shortcut_bn}}, {@code pool},
 * {@code features}, {@code output}; what ends a group is called {@code group<g>}: the taps.
 *
 * <p>Source: z-hXu/ReCU cifar/models_cifar/resnet.py, resnet2.py. The published updater is SGD with
 * momentum 0.9 that is not Nesterov's, learning rate 0.1, L2 5e-4 on all parameters.
 */
public final class BinaryResNet {

    private BinaryResNet() {}

    /** ResNet-20 for 10 classes of 3 x 32 x 32 images, until told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** What S is where a block changes the shape. */
    public enum Shortcut {
        /** 2x2 average pooling, then zeros as channels on both sides; no parameters. */
        POOL_AND_PAD,
        /** A 1x1 convolution of the {@link ConvUnit} and BN: what the source does in ResNet-18. */
        CONVOLUTION
    }

    /** What f is. */
    public enum Nonlinearity {
        /** Cut off at -1 and 1. */
        HARD_TANH,
        /** A learned slope below 0 for each channel. */
        PRELU
    }

    /** Settings of a residual network. */
    public static final class Builder extends ImageClassifierBuilder<Builder> {
        private static final double SLOPE = 0.25;

        private String name = "resnet-20";
        private int width = 16;
        private int groups = 3;
        private int blocks = 3;
        private boolean everyConvolution = true;
        private Shortcut shortcut = Shortcut.POOL_AND_PAD;
        private Nonlinearity nonlinearity = Nonlinearity.HARD_TANH;

        private Builder() {
            super(3, 32, 32, new Nesterovs(0.1, 0.9), 5e-4);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Three groups of three blocks, a shortcut around every convolution, width 16. */
        public Builder resNet20() {
            name = "resnet-20";
            groups = 3;
            blocks = 3;
            everyConvolution = true;
            return width(16);
        }

        /** Four groups of two blocks, a shortcut around every two convolutions, width 64. */
        public Builder resNet18() {
            name = "resnet-18-cifar";
            groups = 4;
            blocks = 2;
            everyConvolution = false;
            return width(64);
        }

        /**
         * Channels of the first group; each further one has twice as many.
         *
         * @param width even
         */
        public Builder width(int width) {
            if (width < 2 || width % 2 != 0) {
                throw new IllegalArgumentException(
                        "Channels of the first group must be even, got " + width);
            }
            this.width = width;
            return this;
        }

        /**
         * What a block's shortcut is where its shape changes.
         *
         * @param shortcut without parameters unless set
         */
        public Builder shortcut(Shortcut shortcut) {
            this.shortcut = shortcut;
            return this;
        }

        /**
         * What follows additions.
         *
         * @param nonlinearity hard-tanh unless set
         */
        public Builder nonlinearity(Nonlinearity nonlinearity) {
            this.nonlinearity = nonlinearity;
            return this;
        }

        /** The network's configuration and what belongs to it. */
        public Architecture.Graph architecture() {
            List<String> taps = new ArrayList<>();
            for (int group = 1; group <= groups; group++) {
                taps.add("group" + group);
            }
            return new Architecture.Graph(name, input(), taps, build());
        }

        /** The network's configuration. */
        public ComputationGraphConfiguration build() {
            GraphWriter graph = graph();
            String previous =
                    graph.norm(
                            "stem_bn",
                            graph.fixed(
                                    "stem",
                                    new ConvShape(channels(), width, 3, 1),
                                    GraphWriter.INPUT));
            if (everyConvolution) {
                previous = activated(graph, "stem_act", width, previous);
            }
            int in = width;
            for (int group = 1; group <= groups; group++) {
                int out = width << (group - 1);
                for (int block = 0; block < blocks; block++) {
                    String name = "group" + group + "_block" + block;
                    String end = block == blocks - 1 ? "group" + group : name + "_act2";
                    ConvShape shape = new ConvShape(in, out, 3, group > 1 && block == 0 ? 2 : 1);
                    previous = block(graph, name, end, shape, previous);
                    in = out;
                }
            }
            String pool = graph.layer("pool", new GlobalPoolingLayer(PoolingType.AVG), previous);
            String features = graph.norm("features", pool);
            return finished(graph, graph.layer("output", softmax(in), features));
        }

        /** Adds a block that ends in the vertex of a given name. */
        String block(GraphWriter graph, String name, String end, ConvShape shape, String input) {
            int out = shape.out();
            String shortcut = shortcut(graph, name, shape, input);
            String middle =
                    graph.norm(name + "_bn1", graph.convolution(name + "_conv1", shape, input));
            if (everyConvolution) {
                middle = graph.sum(name + "_add1", middle, shortcut);
            }
            middle = activated(graph, name + "_act1", out, middle);
            String last =
                    graph.norm(
                            name + "_bn2",
                            graph.convolution(
                                    name + "_conv2", new ConvShape(out, out, 3, 1), middle));
            last = graph.sum(name + "_add2", last, everyConvolution ? middle : shortcut);
            return activated(graph, end, out, last);
        }

        private String shortcut(GraphWriter graph, String name, ConvShape shape, String input) {
            if (shape.stride() == 1 && shape.in() == shape.out()) {
                return input;
            }
            if (shortcut == Shortcut.CONVOLUTION) {
                ConvShape projection = new ConvShape(shape.in(), shape.out(), 1, shape.stride());
                return graph.norm(
                        name + "_shortcut_bn",
                        graph.convolution(name + "_shortcut", projection, input));
            }
            String pooled =
                    graph.pool(name + "_pool", SubsamplingLayer.PoolingType.AVG, 2, 2, 0, input);
            return graph.layer(
                    name + "_pad", new ChannelPadding((shape.out() - shape.in()) / 2), pooled);
        }

        private String activated(GraphWriter graph, String name, int channels, String input) {
            return nonlinearity == Nonlinearity.HARD_TANH
                    ? graph.activation(name, Activation.HARDTANH, input)
                    : graph.layer(name, preLu(channels), input);
        }

        private static Layer preLu(int channels) {
            return new PReLULayer.Builder()
                    .inputShape(channels, 1, 1)
                    .sharedAxes(2, 3)
                    .weightInit(new ConstantDistribution(SLOPE))
                    .build();
        }
    }
}
