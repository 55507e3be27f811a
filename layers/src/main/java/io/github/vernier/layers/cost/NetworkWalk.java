/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/**
 * Carries shapes through a configuration, layer by layer, with DL4J's own shape inference.
 *
 * <p>DL4J's inference forgets the length of a sequence where a preprocessor turns time steps into
 * rows of the batch; a {@link Shape} keeps it as the number of rows an example has.
 */
final class NetworkWalk {

    /**
     * Activations of one example.
     *
     * @param type what DL4J infers
     * @param rows how many of them an example has: time steps that became rows of the batch, else
     *     1; -1 if unknown
     */
    record Shape(InputType type, long rows) {

        /** True if the number of elements is known. */
        boolean isKnown() {
            return rows > 0
                    && !(type instanceof InputTypeRecurrent sequence
                            && sequence.getTimeSeriesLength() <= 0);
        }
    }

    /** What is done with each layer and each vertex without a layer, in the order of execution. */
    interface Visitor {
        void layer(String name, Layer layer, Shape input, Shape output);

        void vertex(String name, GraphVertex vertex, List<Shape> inputs, Shape output);
    }

    private final Visitor visitor;
    private int index;

    NetworkWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    void multiLayer(MultiLayerConfiguration original, InputType... inputTypes) {
        if (inputTypes.length != 1) {
            throw new IllegalArgumentException(
                    "A multi-layer network has 1 input, got " + inputTypes.length + " input types");
        }
        MultiLayerConfiguration configuration = original.clone();
        Shape shape = new Shape(inputTypes[0], 1);
        for (int i = 0; i < configuration.getConfs().size(); i++) {
            Layer layer = configuration.getConf(i).getLayer();
            String name = layer.getLayerName();
            shape =
                    layer(
                            name == null ? "layer" + i : name,
                            layer,
                            configuration.getInputPreProcess(i),
                            shape);
        }
    }

    void graph(ComputationGraphConfiguration original, InputType... inputTypes) {
        ComputationGraphConfiguration configuration = original.clone();
        List<String> networkInputs = configuration.getNetworkInputs();
        if (inputTypes.length != networkInputs.size()) {
            throw new IllegalArgumentException(
                    "The graph has inputs "
                            + networkInputs
                            + ", got "
                            + inputTypes.length
                            + " input types");
        }
        Map<String, Shape> shapes = new HashMap<>();
        for (int i = 0; i < inputTypes.length; i++) {
            shapes.put(networkInputs.get(i), new Shape(inputTypes[i], 1));
        }
        for (String name : GraphOrder.of(configuration)) {
            List<Shape> inputs =
                    configuration.getVertexInputs().get(name).stream().map(shapes::get).toList();
            GraphVertex vertex = configuration.getVertices().get(name);
            shapes.put(name, vertex(name, unfrozen(vertex), inputs));
        }
    }

    private static GraphVertex unfrozen(GraphVertex vertex) {
        return vertex instanceof FrozenVertex frozen ? unfrozen(frozen.getUnderlying()) : vertex;
    }

    private Shape vertex(String name, GraphVertex vertex, List<Shape> inputs) {
        if (vertex instanceof LayerVertex layer) {
            return layer(
                    name, layer.getLayerConf().getLayer(), layer.getPreProcessor(), inputs.get(0));
        }
        InputType[] types = inputs.stream().map(Shape::type).toArray(InputType[]::new);
        long rows = inputs.stream().mapToLong(Shape::rows).reduce(1, NetworkWalk::common);
        Shape output = new Shape(vertex.getOutputType(index, types), rows);
        visitor.vertex(name, vertex, inputs, output);
        return output;
    }

    private static long common(long a, long b) {
        return a < 0 || b < 0 ? -1 : Math.max(a, b);
    }

    private Shape layer(String name, Layer layer, InputPreProcessor given, Shape shape) {
        InputPreProcessor preProcessor =
                given != null ? given : layer.getPreProcessorForInputType(shape.type());
        Shape input = preProcessor == null ? shape : preProcessed(preProcessor, shape);
        if (layer instanceof FeedForwardLayer feedForward && feedForward.getNIn() <= 0) {
            layer.setNIn(input.type(), false);
        }
        checkChannels(name, layer, input.type());
        Shape output = new Shape(outputType(layer, input.type()), input.rows());
        index++;
        visitor.layer(name, layer, input, output);
        return output;
    }

    private static void checkChannels(String name, Layer layer, InputType input) {
        if (layer instanceof ConvolutionLayer convolution
                && input instanceof InputTypeConvolutional image
                && image.getChannels() != convolution.getNIn()) {
            throw new IllegalArgumentException(
                    "Layer \""
                            + name
                            + "\" convolves "
                            + convolution.getNIn()
                            + " channels, its input has "
                            + image.getChannels()
                            + ": "
                            + input);
        }
    }

    private InputType outputType(Layer layer, InputType input) {
        if (layer instanceof GlobalPoolingLayer && input instanceof InputTypeRecurrent sequence) {
            // DL4J infers a sequence of the old length here; what comes out is one step.
            return InputType.recurrent(sequence.getSize(), 1, sequence.getFormat());
        }
        return layer.getOutputType(index, input);
    }

    private static Shape preProcessed(InputPreProcessor preProcessor, Shape shape) {
        InputType type = preProcessor.getOutputType(shape.type());
        if (preProcessor instanceof RnnToFeedForwardPreProcessor
                && shape.type() instanceof InputTypeRecurrent sequence) {
            long steps = sequence.getTimeSeriesLength();
            return new Shape(type, steps > 0 && shape.rows() > 0 ? steps * shape.rows() : -1);
        }
        if (preProcessor instanceof FeedForwardToRnnPreProcessor
                && type instanceof InputTypeRecurrent sequence) {
            return new Shape(
                    InputType.recurrent(sequence.getSize(), shape.rows(), sequence.getFormat()), 1);
        }
        return new Shape(type, shape.rows());
    }
}
