/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import io.github.vernier.layers.parameterized.DenseWeight;
import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * The cheap blocks of Moonshine (Crowley, Gray and Storkey 2018), with batch normalization and ReLU
 * inside, in the place of a 3x3 convolution with {@code out} outputs.
 *
 * <table>
 * <caption>Blocks by name; b divides the output channels</caption>
 * <tr><td>{@code ConvB<b>}</td><td>1x1 to out/b, BN, ReLU, 3x3, BN, ReLU, 1x1 to out</td></tr>
 * <tr><td>{@code G<g>B<b>}</td><td>the same, the 3x3 in groups of g channels</td></tr>
 * <tr><td>{@code A<a>B<b>}</td><td>the same, the 3x3 in a groups</td></tr>
 * <tr><td>{@code DConvB<b>}</td><td>the same, the 3x3 depthwise</td></tr>
 * <tr><td>{@code DConv}</td><td>3x3 depthwise, BN, ReLU, 1x1</td></tr>
 * <tr><td>{@code DConvG<g>}, {@code DConvA<a>}</td><td>the same, 3x3 in groups of g channels, in a
 * groups</td></tr>
 * <tr><td>{@code Conv2x2}</td><td>a 2x2 kernel of dilation 2</td></tr>
 * </table>
 *
 * <p>1x1 convolutions stay as they are. Convolutions have no bias. Source: BayesWatch/
 * pytorch-moonshine models/blocks.py.
 */
public final class Moonshine implements ConvUnit {

    /** What the names are, for messages and help. */
    public static final String NAMES =
            "Conv2x2, ConvB<b>, G<g>B<b>, A<a>B<b>, DConv, DConvB<b>, DConvG<g>, DConvA<a>";

    private static final Pattern BOTTLENECK = Pattern.compile("(Conv|DConv|G\\d+|A\\d+)B(\\d+)");
    private static final Pattern DEPTHWISE = Pattern.compile("DConv([GA]\\d+)?");

    /** Number of groups of a convolution with so many channels. */
    @FunctionalInterface
    private interface Grouping {
        int groups(int channels);
    }

    private enum Structure {
        BOTTLENECK,
        SEPARABLE,
        DILATED
    }

    private final Structure structure;
    private final int bottleneck;
    private final Grouping grouping;

    private Moonshine(Structure structure, int bottleneck, Grouping grouping) {
        this.structure = structure;
        this.bottleneck = bottleneck;
        this.grouping = grouping;
    }

    /** Whether {@link #of} knows the name. */
    static boolean isName(String name) {
        return name.equals("Conv2x2")
                || BOTTLENECK.matcher(name).matches()
                || DEPTHWISE.matcher(name).matches();
    }

    /**
     * The block of that name.
     *
     * @param name one of {@value #NAMES}
     * @throws IllegalArgumentException if the name is none of these
     */
    public static Moonshine of(String name) {
        if (name.equals("Conv2x2")) {
            return new Moonshine(Structure.DILATED, 1, channels -> 1);
        }
        Matcher narrow = BOTTLENECK.matcher(name);
        if (narrow.matches()) {
            return new Moonshine(
                    Structure.BOTTLENECK,
                    Integer.parseInt(narrow.group(2)),
                    grouping(narrow.group(1)));
        }
        Matcher separable = DEPTHWISE.matcher(name);
        if (separable.matches()) {
            String groups = separable.group(1);
            return new Moonshine(
                    Structure.SEPARABLE, 1, grouping(groups == null ? "DConv" : groups));
        }
        throw new IllegalArgumentException(
                "No Moonshine block \"" + name + "\"; there are " + NAMES);
    }

    private static Grouping grouping(String name) {
        return switch (name) {
            case "Conv" -> channels -> 1;
            case "DConv" -> channels -> channels;
            default -> {
                int number = Integer.parseInt(name.substring(1));
                yield name.charAt(0) == 'A' ? channels -> number : channels -> channels / number;
            }
        };
    }

    @Override
    public void add(GraphBuilder graph, String name, String input, ConvShape shape, long seed) {
        if (shape.kernel() == 1) {
            ConvFactory.stock().add(graph, name, input, shape, seed);
            return;
        }
        switch (structure) {
            case DILATED ->
                    ConvFactory.stock()
                            .add(
                                    graph,
                                    name,
                                    input,
                                    new ConvShape(shape.in(), shape.out(), 2, shape.stride())
                                            .dilated(2),
                                    seed);
            case SEPARABLE -> addSeparable(graph, name, input, shape);
            case BOTTLENECK -> addBottleneck(graph, name, input, shape);
        }
    }

    private void addSeparable(GraphBuilder graph, String name, String input, ConvShape shape) {
        int in = shape.in();
        graph.addLayer(
                name + "_spatial",
                grouped(
                        new ConvShape(in, in, shape.kernel(), shape.stride())
                                .dilated(shape.dilation())),
                input);
        ConvFactory.stock()
                .add(
                        graph,
                        name,
                        activated(graph, name + "_spatial"),
                        new ConvShape(in, shape.out(), 1, 1),
                        0);
    }

    private void addBottleneck(GraphBuilder graph, String name, String input, ConvShape shape) {
        int narrow = shape.out() / bottleneck;
        ConvFactory.stock()
                .add(graph, name + "_down", input, new ConvShape(shape.in(), narrow, 1, 1), 0);
        graph.addLayer(
                name + "_spatial",
                grouped(
                        new ConvShape(narrow, narrow, shape.kernel(), shape.stride())
                                .dilated(shape.dilation())),
                activated(graph, name + "_down"));
        ConvFactory.stock()
                .add(
                        graph,
                        name,
                        activated(graph, name + "_spatial"),
                        new ConvShape(narrow, shape.out(), 1, 1),
                        0);
    }

    /** Batch normalization and ReLU after a convolution. */
    private static String activated(GraphBuilder graph, String name) {
        graph.addLayer(name + "_bn", ImageClassifierBuilder.batchNormalization(), name)
                .addLayer(name + "_relu", new ActivationLayer(Activation.RELU), name + "_bn");
        return name + "_relu";
    }

    private ConvolutionLayer grouped(ConvShape shape) {
        return shape.applyTo(
                        new ParameterizedConvolution2D.Builder(
                                        new DenseWeight(), shape.kernel(), shape.kernel())
                                .groups(grouping.groups(shape.in())))
                .hasBias(false)
                .weightInit(new NormalDistribution(0, shape.deviation()))
                .build();
    }
}
