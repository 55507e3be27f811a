/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Wide residual networks (Zagoruyko and Komodakis 2016), WRN-depth-widen, with pre-activation
 * blocks.
 *
 * <p>A 3x3 stem of 16 channels; three groups of {@code (depth - 4) / 6} blocks with 16, 32 and 64
 * times {@code widen} channels, the second and third starting with stride 2; batch normalization,
 * ReLU, global average pooling, softmax. A block is
 *
 * <pre>
 * y = conv2(relu(bn2(conv1(relu(bn1(x)))))) + (in == out ? x : shortcut(relu(bn1(x))))
 * </pre>
 *
 * with a 1x1 shortcut. Only the 3x3 convolutions of the blocks come from the {@link ConvFactory};
 * stem, shortcuts and softmax stay as they are. Convolutions have no bias. Weights start from N(0,
 * sqrt(2 / (k^2 out))).
 *
 * <p>Vertices are called {@code stem}, {@code group<g>_block<b>_{bn1,relu1,conv1,bn2,relu2,conv2,
 * shortcut,add}}, {@code final_bn}, {@code final_relu}, {@code pool}, {@code output}, with groups
 * from 1 and blocks from 0; the addition that ends a group is called {@code group<g>}: the taps.
 *
 * <p>The published updater is SGD with momentum 0.9 that is not Nesterov's, which DL4J does not
 * have; the default here is Nesterov's with learning rate 0.1, momentum 0.9 and L2 5e-4.
 */
public final class WideResNet {

    private WideResNet() {}

    /** WRN-28-10 for 10 classes of 3 x 32 x 32 images, until told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings of a wide residual network. */
    public static final class Builder extends ImageClassifierBuilder<Builder> {
        private static final int GROUPS = 3;

        private int depth = 28;
        private int widen = 10;
        private int splits = 1;

        private Builder() {
            super(3, 32, 32, new Nesterovs(0.1, 0.9), 5e-4);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Number of layers with weights along the longest path, shortcuts apart.
         *
         * @param depth 6n + 4 for n blocks in each group, n at least 1
         */
        public Builder depth(int depth) {
            if (depth < 10 || (depth - 4) % 6 != 0) {
                throw new IllegalArgumentException(
                        "Depth must be 6n + 4 with n at least 1 (10, 16, 22, 28, ...), got "
                                + depth);
            }
            this.depth = depth;
            return this;
        }

        /**
         * Factor of the channels.
         *
         * @param widen at least 1
         */
        public Builder widen(int widen) {
            if (widen < 1) {
                throw new IllegalArgumentException("Widening must be at least 1, got " + widen);
            }
            this.widen = widen;
            return this;
        }

        /**
         * Taps in each group: after every {@code blocks / splits} blocks.
         *
         * @param splits a divisor of the number of blocks of a group; 1 unless set
         */
        public Builder splits(int splits) {
            if (splits < 1) {
                throw new IllegalArgumentException("There must be 1 split or more, got " + splits);
            }
            this.splits = splits;
            return this;
        }

        private int blocks() {
            return (depth - 4) / 6;
        }

        /** Name of the addition that ends a block; that of the last one is the group's. */
        private String end(int group, int block) {
            String name = "group" + group;
            return block == blocks() - 1 ? name : name + "_block" + block + "_add";
        }

        private List<String> taps() {
            if (blocks() % splits != 0) {
                throw new IllegalArgumentException(
                        "Splits must divide the " + blocks() + " blocks of a group, got " + splits);
            }
            List<String> taps = new ArrayList<>();
            for (int group = 1; group <= GROUPS; group++) {
                for (int split = 1; split <= splits; split++) {
                    taps.add(end(group, split * blocks() / splits - 1));
                }
            }
            return taps;
        }

        /** The network's configuration and what belongs to it. */
        public Architecture.Graph architecture() {
            return new Architecture.Graph("wrn-" + depth + "-" + widen, input(), taps(), build());
        }

        /** The network's configuration. */
        public ComputationGraphConfiguration build() {
            GraphWriter graph = graph();
            String previous =
                    graph.fixed("stem", new ConvShape(channels(), 16, 3, 1), GraphWriter.INPUT);
            int in = 16;
            for (int group = 1; group <= GROUPS; group++) {
                int out = (16 << (group - 1)) * widen;
                for (int block = 0; block < blocks(); block++) {
                    String end = end(group, block);
                    int stride = group > 1 && block == 0 ? 2 : 1;
                    PreActivationBlock.add(
                            graph,
                            "group" + group + "_block" + block,
                            previous,
                            end,
                            new ConvShape(in, out, 3, stride));
                    previous = end;
                    in = out;
                }
            }
            String last = graph.relu("final_relu", graph.norm("final_bn", previous));
            return classified(graph, last, in);
        }
    }
}
