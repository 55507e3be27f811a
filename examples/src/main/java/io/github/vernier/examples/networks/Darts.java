/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * The network of DARTS (Liu, Simonyan and Yang 2019) for CIFAR: genotype DARTS_V2, 20 cells, 36
 * channels.
 *
 * <p>A 3x3 stem of {@code 3 C} channels and batch normalization; cells, of which those at a third
 * and two thirds halve the size and double the channels; global average pooling; softmax. A cell
 * reads the outputs of the two cells before it, each through ReLU, 1x1 convolution and BN (with
 * stride 2, in two halves shifted by a pixel, after a reduction). Edges are:
 *
 * <ul>
 *   <li>separable: twice ReLU, convolution, BN;
 *   <li>dilated: ReLU, convolution of dilation 2, BN;
 *   <li>3x3 max pooling;
 *   <li>skip.
 * </ul>
 *
 * All convolutions of the cells come from the {@link ConvUnit}, which in the original network is
 * {@link ConvFactory#separable()}; with {@link Builder#substituteInputs} false, those that read the
 * cells' inputs stay. Stem, softmax and auxiliary head always stay.
 *
 * <p>{@link Builder#dropPath} and {@link Builder#auxiliaryHead} are for training. The published
 * updater is SGD with momentum 0.9 that is not Nesterov's, learning rate 0.025 along a cosine, L2
 * 3e-4.
 *
 * <p>Vertices are called {@code stem}, {@code stem_bn}, {@code
 * cell<c>_{in<i>,edge<e>,state<s>}...}, {@code pool}, {@code output}, {@code auxiliary...}; the
 * concatenation that ends a cell is called {@code cell<c>}, from 0. Taps are what the reduction
 * cells read last: outputs of the cells before them.
 *
 * <p>Source: BayesWatch/deficient-efficient models/darts.py.
 */
public final class Darts {

    private Darts() {}

    /** For 10 classes of 3 x 32 x 32 images, until told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings of a DARTS network. */
    public static final class Builder extends ImageClassifierBuilder<Builder> {
        private static final int STEM_MULTIPLIER = 3;

        private final Genotype genotype = Genotype.DARTS_V2;
        private int width = 36;
        private int cells = 20;
        private boolean substituteInputs = true;
        private IDropout dropPath;
        private OptionalDouble mainWeight = OptionalDouble.empty();
        private double auxiliaryWeight;

        private Builder() {
            super(3, 32, 32, new Nesterovs(0.025, 0.9), 3e-4);
            convolution(ConvFactory.separable());
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Channels C of the first cells.
         *
         * @param width even
         */
        public Builder channels(int width) {
            if (width < 2 || width % 2 != 0) {
                throw new IllegalArgumentException(
                        "Channels of the first cells must be even, got " + width);
            }
            this.width = width;
            return this;
        }

        /**
         * Number of cells.
         *
         * @param cells at least 3
         */
        public Builder cells(int cells) {
            if (cells < 3) {
                throw new IllegalArgumentException("There must be 3 cells or more, got " + cells);
            }
            this.cells = cells;
            return this;
        }

        /**
         * Whether the {@link ConvUnit} also makes the 1x1 convolutions that read the cells' inputs.
         *
         * @param substituteInputs true unless set
         */
        public Builder substituteInputs(boolean substituteInputs) {
            this.substituteInputs = substituteInputs;
            return this;
        }

        /**
         * Drops paths of the cells when training; skips are never dropped.
         *
         * @param dropPath usually a {@link DropPath}; none unless set
         */
        public Builder dropPath(IDropout dropPath) {
            this.dropPath = dropPath;
            return this;
        }

        /**
         * Adds a second output {@code auxiliary} behind the second reduction, for training: the
         * loss is {@code mainWeight * main + auxiliaryWeight * auxiliary}. DARTS itself has 1 and
         * 0.4, BayesWatch/deficient-efficient 0.5 and 0.5. Images need 32 x 32 pixels.
         *
         * @param mainWeight weight of the loss of {@code output}
         * @param auxiliaryWeight weight of the loss of {@code auxiliary}
         */
        public Builder auxiliaryHead(double mainWeight, double auxiliaryWeight) {
            this.mainWeight = OptionalDouble.of(mainWeight);
            this.auxiliaryWeight = auxiliaryWeight;
            return this;
        }

        private int reduction(int number) {
            return number * cells / 3;
        }

        private boolean isReduction(int cell) {
            return cell == reduction(1) || cell == reduction(2);
        }

        /** The network's configuration and what belongs to it. */
        public Architecture.Graph architecture() {
            return new Architecture.Graph(
                    "darts",
                    input(),
                    List.of("cell" + (reduction(1) - 1), "cell" + (reduction(2) - 1)),
                    build());
        }

        /** The network's configuration. */
        public ComputationGraphConfiguration build() {
            GraphWriter graph = graph();
            int channels = width;
            String last =
                    graph.norm(
                            "stem_bn",
                            graph.fixed(
                                    "stem",
                                    new ConvShape(channels(), STEM_MULTIPLIER * width, 3, 1),
                                    GraphWriter.INPUT));
            Source older = new Source(last, STEM_MULTIPLIER * width);
            Source newer = older;
            List<String> outputs = new ArrayList<>();
            for (int cell = 0; cell < cells; cell++) {
                if (isReduction(cell)) {
                    channels *= 2;
                }
                Source output =
                        cell(
                                graph,
                                cell,
                                channels,
                                older,
                                newer,
                                cell > 0 && isReduction(cell - 1));
                older = newer;
                newer = output;
                if (mainWeight.isPresent() && cell == reduction(2)) {
                    auxiliary(graph, newer);
                }
            }
            String pool =
                    graph.layer("pool", new GlobalPoolingLayer(PoolingType.AVG), newer.name());
            outputs.add(graph.layer("output", classifier(newer.channels(), mainWeight), pool));
            if (mainWeight.isPresent()) {
                outputs.add("auxiliary");
            }
            return finished(graph, outputs.toArray(String[]::new));
        }

        /** A vertex and its channels. */
        private record Source(String name, int channels) {}

        private Source cell(
                GraphWriter graph,
                int index,
                int channels,
                Source older,
                Source newer,
                boolean isAfterReduction) {
            String name = "cell" + index;
            boolean reduces = isReduction(index);
            List<String> states = new ArrayList<>();
            states.add(
                    isAfterReduction
                            ? halved(graph, name + "_in0", older, channels)
                            : preprocessed(graph, name + "_in0", older, channels));
            states.add(preprocessed(graph, name + "_in1", newer, channels));
            List<Genotype.Edge> edges = reduces ? genotype.reduction() : genotype.normal();
            for (int i = 0; i < edges.size(); i += 2) {
                String first =
                        edge(graph, name + "_edge" + i, edges.get(i), states, channels, reduces);
                String second =
                        edge(
                                graph,
                                name + "_edge" + (i + 1),
                                edges.get(i + 1),
                                states,
                                channels,
                                reduces);
                states.add(graph.sum(name + "_state" + states.size(), first, second));
            }
            List<Integer> output = reduces ? genotype.reductionOutput() : genotype.normalOutput();
            graph.concatenation(name, output.stream().map(states::get).toArray(String[]::new));
            return new Source(name, output.size() * channels);
        }

        private String preprocessed(GraphWriter graph, String name, Source input, int channels) {
            String relu = graph.relu(name + "_relu", input.name());
            ConvShape shape = new ConvShape(input.channels(), channels, 1, 1);
            return graph.norm(name, inputConvolution(graph, name + "_conv", shape, relu));
        }

        /** Two convolutions with stride 2, the second of them shifted by a pixel. */
        private String halved(GraphWriter graph, String name, Source input, int channels) {
            String relu = graph.relu(name + "_relu", input.name());
            ConvShape half = new ConvShape(input.channels(), channels / 2, 1, 2);
            String shifted =
                    graph.layer(
                            name + "_shifted", new Cropping2D.Builder(1, 0, 1, 0).build(), relu);
            String both =
                    graph.concatenation(
                            name + "_both",
                            inputConvolution(graph, name + "_conv1", half, relu),
                            inputConvolution(graph, name + "_conv2", half, shifted));
            return graph.norm(name, both);
        }

        private String inputConvolution(
                GraphWriter graph, String name, ConvShape shape, String input) {
            return substituteInputs
                    ? graph.convolution(name, shape, input)
                    : graph.fixed(name, shape, input);
        }

        private String edge(
                GraphWriter graph,
                String name,
                Genotype.Edge edge,
                List<String> states,
                int channels,
                boolean reduces) {
            String input = states.get(edge.from());
            int stride = reduces && edge.from() < 2 ? 2 : 1;
            ConvShape shape = new ConvShape(channels, channels, 3, stride);
            return switch (edge.operation()) {
                case SEPARABLE_3X3 -> {
                    String first = step(graph, name + "_1", name + "_bn1", shape, input);
                    ConvShape second = new ConvShape(channels, channels, 3, 1);
                    yield path(graph, name, step(graph, name + "_2", name, second, first));
                }
                case DILATED_3X3 ->
                        path(graph, name, step(graph, name + "_1", name, shape.dilated(2), input));
                case MAX_POOL_3X3 ->
                        path(
                                graph,
                                name,
                                graph.pool(
                                        name,
                                        SubsamplingLayer.PoolingType.MAX,
                                        3,
                                        stride,
                                        1,
                                        input));
                case SKIP ->
                        stride == 1
                                ? input
                                : path(
                                        graph,
                                        name,
                                        halved(graph, name, new Source(input, channels), channels));
            };
        }

        private static String step(
                GraphWriter graph, String name, String end, ConvShape shape, String input) {
            String relu = graph.relu(name + "_relu", input);
            return graph.norm(end, graph.convolution(name + "_conv", shape, relu));
        }

        private String path(GraphWriter graph, String name, String end) {
            return dropPath == null
                    ? end
                    : graph.layer(name + "_path", new DropoutLayer(dropPath.clone()), end);
        }

        private void auxiliary(GraphWriter graph, Source input) {
            String previous = graph.relu("auxiliary_relu1", input.name());
            previous =
                    graph.pool(
                            "auxiliary_pool", SubsamplingLayer.PoolingType.AVG, 5, 3, 0, previous);
            previous =
                    graph.layer("auxiliary_conv1", auxiliary(input.channels(), 128, 1), previous);
            previous = graph.relu("auxiliary_relu2", graph.norm("auxiliary_bn1", previous));
            previous = graph.layer("auxiliary_conv2", auxiliary(128, 768, 2), previous);
            previous = graph.relu("auxiliary_relu3", graph.norm("auxiliary_bn2", previous));
            graph.layer("auxiliary", classifier(768, OptionalDouble.of(auxiliaryWeight)), previous);
        }

        private static ConvolutionLayer auxiliary(int in, int out, int kernel) {
            double bound = 1 / Math.sqrt(in * kernel * (double) kernel);
            return new ConvolutionLayer.Builder(kernel, kernel)
                    .nIn(in)
                    .nOut(out)
                    .convolutionMode(ConvolutionMode.Truncate)
                    .hasBias(false)
                    .activation(Activation.IDENTITY)
                    .weightInit(new UniformDistribution(-bound, bound))
                    .build();
        }

        private OutputLayer classifier(int in, OptionalDouble weight) {
            return weight.isPresent()
                    ? softmax(
                            in,
                            new LossMCXENT(Nd4j.valueArrayOf(1, classes(), weight.getAsDouble())))
                    : softmax(in);
        }
    }
}
