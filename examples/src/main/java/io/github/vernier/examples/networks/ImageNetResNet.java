/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Residual networks for ImageNet (He et al. 2016): ResNet-18, -34, -50 and WRN-50-2.
 *
 * <p>A 7x7 stem of 64 channels with stride 2, batch normalization, ReLU, 3x3 max pooling; four
 * groups of blocks with 64, 128, 256, 512 planes times {@code widen}, the last three starting with
 * stride 2; average pooling; softmax. A block ends in {@code relu(residual + shortcut)}:
 *
 * <ul>
 *   <li>basic ({@code expansion} 1): 3x3, BN, ReLU, 3x3, BN;
 *   <li>bottleneck: 1x1, BN, ReLU, 3x3 with the stride, BN, ReLU, 1x1 to {@code expansion} times
 *       the planes, BN.
 * </ul>
 *
 * A shortcut that changes the shape is a 1x1 convolution and BN. All convolutions of the blocks,
 * shortcuts included, come from the {@link ConvUnit}; stem and softmax stay. WRN-50-2 is widen 2,
 * expansion 2.
 *
 * <p>Vertices are called {@code stem}, {@code stem_{bn,relu,pool}}, {@code
 * group<g>_block<b>_{conv<i>,bn<i>,relu<i>,shortcut,shortcut_bn,add,relu}}, {@code pool}, {@code
 * output}; the ReLU that ends a group is called {@code group<g>}: the taps.
 *
 * <p>Source: BayesWatch/deficient-efficient models/wide_resnet.py (class ResNet); the basic form
 * BayesWatch/pytorch-moonshine models/resnet.py.
 */
public final class ImageNetResNet {

    private ImageNetResNet() {}

    /** ResNet-18 for 1000 classes of 3 x 224 x 224 images, until told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** How the last activations are averaged. */
    public enum FinalPooling {
        /** By a window as large as they are, which the published counting rule counts. */
        WINDOW,
        /** Whatever their size, which it does not count. */
        GLOBAL
    }

    /** Settings of a residual network. */
    public static final class Builder extends ImageClassifierBuilder<Builder> {
        private int[] blocks = {2, 2, 2, 2};
        private boolean bottleneck;
        private int widen = 1;
        private int expansion = 1;
        private FinalPooling pooling = FinalPooling.WINDOW;
        private String name = "resnet-18";

        private Builder() {
            super(3, 224, 224, new Nesterovs(0.1, 0.9), 1e-4);
            classes(1000);
        }

        @Override
        Builder self() {
            return this;
        }

        /** ResNet-18. */
        public Builder resNet18() {
            return basic("resnet-18", 2, 2, 2, 2);
        }

        /** ResNet-34. */
        public Builder resNet34() {
            return basic("resnet-34", 3, 4, 6, 3);
        }

        /** ResNet-50. */
        public Builder resNet50() {
            return bottleneck("resnet-50", 1, 4);
        }

        /** WRN-50-2. */
        public Builder wideResNet50() {
            return bottleneck("wrn-50-2", 2, 2);
        }

        /**
         * How the last activations are averaged.
         *
         * @param pooling a window unless set
         */
        public Builder finalPooling(FinalPooling pooling) {
            this.pooling = pooling;
            return this;
        }

        private Builder basic(String name, int... blocks) {
            this.name = name;
            this.blocks = blocks.clone();
            bottleneck = false;
            widen = 1;
            expansion = 1;
            return this;
        }

        private Builder bottleneck(String name, int widen, int expansion) {
            this.name = name;
            blocks = new int[] {3, 4, 6, 3};
            bottleneck = true;
            this.widen = widen;
            this.expansion = expansion;
            return this;
        }

        /** The network's configuration and what belongs to it. */
        public Architecture.Graph architecture() {
            return new Architecture.Graph(
                    name, input(), List.of("group1", "group2", "group3", "group4"), build());
        }

        /** The network's configuration. */
        public ComputationGraphConfiguration build() {
            GraphWriter graph = graph();
            String previous =
                    graph.fixed("stem", new ConvShape(channels(), 64, 7, 2), GraphWriter.INPUT);
            previous = graph.relu("stem_relu", graph.norm("stem_bn", previous));
            previous = graph.pool("stem_pool", SubsamplingLayer.PoolingType.MAX, 3, 2, 1, previous);
            int in = 64;
            for (int group = 1; group <= blocks.length; group++) {
                int planes = (64 << (group - 1)) * widen;
                for (int block = 0; block < blocks[group - 1]; block++) {
                    String name = "group" + group + "_block" + block;
                    String end = block == blocks[group - 1] - 1 ? "group" + group : name + "_relu";
                    int stride = group > 1 && block == 0 ? 2 : 1;
                    previous =
                            block(graph, name, end, new ConvShape(in, planes, 3, stride), previous);
                    in = planes * expansion;
                }
            }
            if (pooling == FinalPooling.GLOBAL) {
                return classified(graph, previous, in);
            }
            String pool = graph.average("pool", reduced(height()), reduced(width()), previous);
            return finished(graph, graph.layer("output", softmax(in), pool));
        }

        /** Side of the last activations: five times halved, rounded up. */
        private static int reduced(int side) {
            return (side + 31) / 32;
        }

        private String block(
                GraphWriter graph, String name, String end, ConvShape shape, String input) {
            int out = shape.out() * expansion;
            String residual =
                    bottleneck
                            ? bottleneck(graph, name, shape, input)
                            : basic(graph, name, shape, input);
            String shortcut = input;
            if (shape.stride() != 1 || shape.in() != out) {
                shortcut =
                        graph.norm(
                                name + "_shortcut_bn",
                                graph.convolution(
                                        name + "_shortcut",
                                        new ConvShape(shape.in(), out, 1, shape.stride()),
                                        input));
            }
            return graph.relu(end, graph.sum(name + "_add", residual, shortcut));
        }

        private static String basic(GraphWriter graph, String name, ConvShape shape, String input) {
            String first = graph.convolution(name + "_conv1", shape, input);
            first = graph.relu(name + "_relu1", graph.norm(name + "_bn1", first));
            ConvShape second = new ConvShape(shape.out(), shape.out(), 3, 1);
            return graph.norm(name + "_bn2", graph.convolution(name + "_conv2", second, first));
        }

        private String bottleneck(GraphWriter graph, String name, ConvShape shape, String input) {
            int planes = shape.out();
            String middle =
                    graph.convolution(
                            name + "_conv1", new ConvShape(shape.in(), planes, 1, 1), input);
            middle = graph.relu(name + "_relu1", graph.norm(name + "_bn1", middle));
            middle =
                    graph.convolution(
                            name + "_conv2",
                            new ConvShape(planes, planes, 3, shape.stride()),
                            middle);
            middle = graph.relu(name + "_relu2", graph.norm(name + "_bn2", middle));
            ConvShape last = new ConvShape(planes, planes * expansion, 1, 1);
            return graph.norm(name + "_bn3", graph.convolution(name + "_conv3", last, middle));
        }
    }
}
