/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * MobileNetV2 (Sandler et al. 2018) for ImageNet.
 *
 * <p>A 3x3 stem of 32 channels with stride 2; 17 inverted residuals (1x1 to {@code t} times the
 * channels, BN, ReLU6, 3x3 depthwise, BN, ReLU6, 1x1, BN, and the input added where the shape
 * stays); a 1x1 convolution to 1280 channels; global average pooling; softmax. All 1x1 convolutions
 * come from the {@link ConvUnit}, stem and depthwise ones stay.
 *
 * <p>As in the reference, the classifier is a 1x1 convolution with bias on a single position, from
 * the {@link ConvUnit} too; {@code output} applies the softmax.
 *
 * <p>Vertices are called {@code stem}, {@code stem_{bn,relu}}, {@code
 * block<b>_{expand,depthwise,project}[_{bn,relu}]}, {@code last}, {@code last_{bn,relu}}, {@code
 * pool}, {@code classifier}, {@code output}; what ends a block is called {@code block<b>}, blocks
 * from 0. Taps are the blocks with stride 2.
 *
 * <p>Source: BayesWatch/deficient-efficient models/MobileNetV2.py.
 */
public final class MobileNetV2 {

    private MobileNetV2() {}

    /** For 1000 classes of 3 x 224 x 224 images, until told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** Blocks of one width: expansion, channels, how many, stride of the first. */
    private record Stage(int expansion, int channels, int blocks, int stride) {}

    private static final List<Stage> STAGES =
            List.of(
                    new Stage(1, 16, 1, 1),
                    new Stage(6, 24, 2, 2),
                    new Stage(6, 32, 3, 2),
                    new Stage(6, 64, 4, 2),
                    new Stage(6, 96, 3, 1),
                    new Stage(6, 160, 3, 2),
                    new Stage(6, 320, 1, 1));

    /** Settings of a MobileNetV2. */
    public static final class Builder extends ImageClassifierBuilder<Builder> {
        private static final int STEM = 32;
        private static final int LAST = 1280;

        private Builder() {
            super(3, 224, 224, new Nesterovs(0.05, 0.9), 4e-5);
            classes(1000);
        }

        @Override
        Builder self() {
            return this;
        }

        /** The network's configuration and what belongs to it. */
        public Architecture.Graph architecture() {
            List<String> taps = new ArrayList<>();
            int block = 0;
            for (Stage stage : STAGES) {
                if (stage.stride() > 1) {
                    taps.add("block" + block);
                }
                block += stage.blocks();
            }
            return new Architecture.Graph("mobilenet-v2", input(), taps, build());
        }

        /** The network's configuration. */
        public ComputationGraphConfiguration build() {
            GraphWriter graph = graph();
            String previous =
                    activated(
                            graph,
                            graph.fixed(
                                    "stem",
                                    new ConvShape(channels(), STEM, 3, 2),
                                    GraphWriter.INPUT));
            int in = STEM;
            int index = 0;
            for (Stage stage : STAGES) {
                for (int block = 0; block < stage.blocks(); block++) {
                    ConvShape shape =
                            new ConvShape(in, stage.channels(), 3, block == 0 ? stage.stride() : 1);
                    previous = block(graph, "block" + index++, shape, stage.expansion(), previous);
                    in = stage.channels();
                }
            }
            previous =
                    activated(
                            graph,
                            graph.convolution("last", new ConvShape(in, LAST, 1, 1), previous));
            String pool =
                    graph.layer(
                            "pool",
                            new GlobalPoolingLayer.Builder(PoolingType.AVG)
                                    .collapseDimensions(false)
                                    .build(),
                            previous);
            String classifier =
                    graph.convolution(
                            "classifier", new ConvShape(LAST, classes(), 1, 1).biased(), pool);
            return finished(
                    graph,
                    graph.layer(
                            "output",
                            new LossLayer.Builder(LossFunction.MCXENT)
                                    .activation(Activation.SOFTMAX)
                                    .build(),
                            classifier));
        }

        private static String block(
                GraphWriter graph, String name, ConvShape shape, int expansion, String input) {
            int hidden = shape.in() * expansion;
            String previous = input;
            if (expansion > 1) {
                previous =
                        activated(
                                graph,
                                graph.convolution(
                                        name + "_expand",
                                        new ConvShape(shape.in(), hidden, 1, 1),
                                        previous));
            }
            previous =
                    activated(
                            graph,
                            graph.layer(
                                    name + "_depthwise",
                                    depthwise(hidden, shape.stride()),
                                    previous));
            String project =
                    graph.convolution(
                            name + "_project", new ConvShape(hidden, shape.out(), 1, 1), previous);
            if (shape.stride() == 1 && shape.in() == shape.out()) {
                return graph.sum(name, graph.norm(name + "_project_bn", project), input);
            }
            return graph.norm(name, project);
        }

        private static DepthwiseConvolution2D depthwise(int channels, int stride) {
            return new DepthwiseConvolution2D.Builder(3, 3)
                    .nIn(channels)
                    .nOut(channels)
                    .depthMultiplier(1)
                    .stride(stride, stride)
                    .padding(1, 1)
                    .convolutionMode(ConvolutionMode.Truncate)
                    .hasBias(false)
                    .activation(Activation.IDENTITY)
                    .weightInit(new NormalDistribution(0, Math.sqrt(2.0 / (9 * channels))))
                    .build();
        }

        private static String activated(GraphWriter graph, String name) {
            return graph.activation(
                    name + "_relu", Activation.RELU6, graph.norm(name + "_bn", name));
        }
    }
}
