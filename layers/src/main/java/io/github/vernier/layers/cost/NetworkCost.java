/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import io.github.vernier.layers.cost.NetworkWalk.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a network costs, layer by layer, for one example.
 *
 * <p>Only the configuration is read: no parameter is allocated, the configuration is not changed
 * and ND4J's random state is not touched. Shapes come from DL4J's own inference.
 *
 * <p>Layers other than DL4J's feed-forward and convolutional ones, and those of one's own that are
 * not {@link CostAware}, have their parameters counted and their multiply-adds reported as unknown:
 * {@link #multAdds(CountingRule)} is then empty and {@link #unknown(CountingRule)} names them.
 * Recurrent layers are among them.
 *
 * <pre>{@code
 * NetworkCost cost = NetworkCost.of(configuration, InputType.convolutional(32, 32, 3));
 * cost.parameters();                         // trainable
 * cost.multAdds(CountingRule.PUBLISHED);
 * System.out.println(cost.format());         // a table
 * }</pre>
 *
 * @param layers every layer, and every vertex that is not a layer, in the order of execution
 * @param dataType type the parameters are stored in
 */
public record NetworkCost(List<LayerCost> layers, DataType dataType) {

    /** Bytes {@code Nd4j.write} puts before the numbers, but for the name of their type. */
    private static final int HEADER_BYTES = 108;

    /** Copies the list. */
    public NetworkCost {
        layers = List.copyOf(layers);
    }

    /**
     * Cost of a multi-layer network.
     *
     * @param configuration the network's configuration
     * @param inputTypes shape of its input; exactly one
     * @throws IllegalArgumentException if the shape does not fit
     */
    public static NetworkCost of(MultiLayerConfiguration configuration, InputType... inputTypes) {
        Collector collector = new Collector();
        new NetworkWalk(collector).multiLayer(configuration, inputTypes);
        return new NetworkCost(collector.layers, configuration.getDataType());
    }

    /**
     * Cost of a computation graph.
     *
     * @param configuration the graph's configuration
     * @param inputTypes shapes of its inputs, in the order of the inputs
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static NetworkCost of(
            ComputationGraphConfiguration configuration, InputType... inputTypes) {
        Collector collector = new Collector();
        new NetworkWalk(collector).graph(configuration, inputTypes);
        return new NetworkCost(collector.layers, configuration.getDataType());
    }

    /**
     * Cost of a multi-layer network; see {@link #of(MultiLayerConfiguration, InputType...)}.
     *
     * @param network the network
     * @param inputTypes shape of its input; exactly one
     */
    public static NetworkCost of(MultiLayerNetwork network, InputType... inputTypes) {
        return of(network.getLayerWiseConfigurations(), inputTypes);
    }

    /**
     * Cost of a computation graph; see {@link #of(ComputationGraphConfiguration, InputType...)}.
     *
     * @param graph the graph
     * @param inputTypes shapes of its inputs, in the order of the inputs
     */
    public static NetworkCost of(ComputationGraph graph, InputType... inputTypes) {
        return of(graph.getConfiguration(), inputTypes);
    }

    /**
     * The layer or vertex of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public LayerCost layer(String name) {
        return layers.stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "No layer \""
                                                + name
                                                + "\"; there are "
                                                + layers.stream().map(LayerCost::name).toList()));
    }

    /** Trainable parameters: batch normalization's running mean and variance are none. */
    public long parameters() {
        return sum(LayerCost::parameters);
    }

    /** Stored numbers that no gradient moves. */
    public long statistics() {
        return sum(LayerCost::statistics);
    }

    /** Bits the trainable parameters need for inference. */
    public long bits() {
        return sum(LayerCost::bits);
    }

    /**
     * Bytes of the parameters in a file of {@code ModelSerializer} without updater state, before
     * the zip's compression: {@code width * (parameters + statistics) + header}, width being that
     * of the data type and header 113 for float (108 and the letters of the type's name). Float
     * weights hardly compress. A layer's {@link LayerCost#bits() bits} play no part: the serializer
     * writes every parameter in the network's data type.
     */
    public long sizeOnDisk() {
        return dataType.width() * (parameters() + statistics())
                + HEADER_BYTES
                + dataType.name().length();
    }

    /**
     * Multiply-adds of one forward pass of one example; empty if any layer's are unknown.
     *
     * @param rule what counts
     */
    public OptionalLong multAdds(CountingRule rule) {
        return unknown(rule).isEmpty()
                ? OptionalLong.of(knownMultAdds(rule))
                : OptionalLong.empty();
    }

    /**
     * Multiply-adds of the layers that are known.
     *
     * @param rule what counts
     */
    public long knownMultAdds(CountingRule rule) {
        return (long)
                layers.stream()
                        .mapToDouble(layer -> layer.multAdds().getOrDefault(rule, 0.0))
                        .sum();
    }

    /**
     * Names of the layers whose multiply-adds are unknown.
     *
     * @param rule what counts
     */
    public List<String> unknown(CountingRule rule) {
        return layers.stream()
                .filter(layer -> layer.multAdds(rule).isEmpty())
                .map(LayerCost::name)
                .toList();
    }

    private long sum(ToLongFunction<LayerCost> number) {
        return layers.stream().mapToLong(number).sum();
    }

    /** A table with one line for each layer and the totals; {@code ?} where it is unknown. */
    public String format() {
        List<String[]> rows = new ArrayList<>();
        rows.add(
                new String[] {
                    "layer", "type", "output", "parameters", "bits", "mult-adds", "corrected"
                });
        for (LayerCost layer : layers) {
            rows.add(
                    row(
                            layer.name(),
                            layer.type(),
                            shape(layer.output()),
                            layer.parameters(),
                            layer.bits(),
                            layer.multAdds(CountingRule.PUBLISHED),
                            layer.multAdds(CountingRule.CORRECTED)));
        }
        rows.add(
                row(
                        "total",
                        "",
                        "",
                        parameters(),
                        bits(),
                        multAdds(CountingRule.PUBLISHED),
                        multAdds(CountingRule.CORRECTED)));
        return TextTable.format(rows, 3);
    }

    @Override
    public String toString() {
        return format();
    }

    private static String[] row(
            String name,
            String type,
            String output,
            long parameters,
            long bits,
            OptionalLong published,
            OptionalLong corrected) {
        return new String[] {
            name,
            type,
            output,
            String.format(Locale.ROOT, "%,d", parameters),
            String.format(Locale.ROOT, "%,d", bits),
            number(published),
            number(corrected)
        };
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? String.format(Locale.ROOT, "%,d", number.getAsLong()) : "?";
    }

    private static String shape(InputType type) {
        return String.join(
                "x",
                Arrays.stream(type.getShape())
                        .mapToObj(n -> n < 0 ? "?" : String.valueOf(n))
                        .toList());
    }

    /** Asks each layer for its cost as the walk comes past it. */
    private static final class Collector implements NetworkWalk.Visitor {
        private final List<LayerCost> layers = new ArrayList<>();

        @Override
        public void layer(String name, Layer wrapped, Shape input, Shape output) {
            Layer layer = LayerParameters.unfrozen(wrapped);
            layers.add(
                    new LayerCost(
                            name,
                            layer.getClass().getSimpleName(),
                            output.type(),
                            SizeMeasure.PARAMETERS.of(layer),
                            LayerParameters.statistics(layer),
                            SizeMeasure.BITS.of(layer),
                            multAdds(layer, input, output)));
        }

        private static Map<CountingRule, Double> multAdds(Layer layer, Shape input, Shape output) {
            if (StockCosts.isFree(layer)) {
                return each(rule -> 0);
            }
            return StockCosts.knows(layer) && input.isKnown() && output.isKnown()
                    ? each(
                            rule ->
                                    output.rows()
                                            * StockCosts.multAdds(
                                                    layer, input.type(), output.type(), rule))
                    : Map.of();
        }

        @Override
        public void vertex(String name, GraphVertex vertex, List<Shape> inputs, Shape output) {
            layers.add(
                    new LayerCost(
                            name,
                            vertex.getClass().getSimpleName(),
                            output.type(),
                            SizeMeasure.PARAMETERS.of(vertex),
                            0,
                            SizeMeasure.BITS.of(vertex),
                            multAdds(vertex, inputs.size(), output)));
        }

        private static Map<CountingRule, Double> multAdds(
                GraphVertex vertex, int inputs, Shape output) {
            if (StockCosts.isFree(vertex)) {
                return each(rule -> 0);
            }
            return StockCosts.knows(vertex) && output.isKnown()
                    ? each(
                            rule ->
                                    output.rows()
                                            * StockCosts.multAdds(
                                                    vertex, inputs, output.type(), rule))
                    : Map.of();
        }

        private static Map<CountingRule, Double> each(ToDoubleFunction<CountingRule> count) {
            Map<CountingRule, Double> counts = new EnumMap<>(CountingRule.class);
            for (CountingRule rule : CountingRule.values()) {
                counts.put(rule, count.applyAsDouble(rule));
            }
            return counts;
        }
    }
}
