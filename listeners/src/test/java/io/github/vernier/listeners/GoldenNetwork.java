/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A network of the {@code gradients} family of golden vectors: {@code {spec, params, param_order}}
 * as a MultiLayerNetwork that ends in softmax cross entropy.
 *
 * <p>Files have linear weights as [out][in], DL4J as [in, out]; {@link #flat} and {@link #named}
 * translate whole dictionaries {@code {"fc1.W": ...}} to and from DL4J's flat vector.
 */
public final class GoldenNetwork {

    private final MultiLayerNetwork network;
    private final List<String> order = new ArrayList<>();

    private GoldenNetwork(JsonNode net, long[] features, DataType type) {
        net.get("param_order").forEach(name -> order.add(name.asText()));
        var list =
                new NeuralNetConfiguration.Builder()
                        .dataType(type)
                        .activation(Activation.IDENTITY)
                        .updater(new Sgd(1))
                        .list();
        JsonNode spec = net.get("spec");
        for (int i = 0; i < spec.size(); i++) {
            Layer layer = layer(spec.get(i), net.get("params"), i == spec.size() - 1);
            if (layer != null) {
                list.layer(layer);
            }
        }
        list.setInputType(
                features.length == 2
                        ? InputType.feedForward(features[1])
                        : InputType.convolutional(features[2], features[3], features[1]));
        network = new MultiLayerNetwork(list.build());
        network.init();
        setParameters(net.get("params"));
    }

    /**
     * Builds the network of a file.
     *
     * @param net the file's {@code net}
     * @param x features, of which the shape of one example is taken: [N][in] or [N][C][H][W]
     * @param type data type of the network
     */
    public static GoldenNetwork of(JsonNode net, JsonNode x, DataType type) {
        return new GoldenNetwork(net, array(x, type).shape(), type);
    }

    private static Layer layer(JsonNode spec, JsonNode params, boolean last) {
        String kind = spec.get(0).asText();
        switch (kind) {
            case "linear":
                JsonNode w = params.get(spec.get(1).asText() + ".W");
                String name = spec.get(1).asText();
                boolean bias = params.has(name + ".b");
                var builder =
                        last
                                ? new OutputLayer.Builder(LossFunction.MCXENT)
                                        .activation(Activation.SOFTMAX)
                                        .hasBias(bias)
                                : new DenseLayer.Builder().hasBias(bias);
                return builder.name(name).nIn(w.get(0).size()).nOut(w.size()).build();
            case "conv":
                JsonNode kernel = params.get(spec.get(1).asText() + ".W");
                int height = kernel.get(0).get(0).size();
                int width = kernel.get(0).get(0).get(0).size();
                return new ConvolutionLayer.Builder(height, width)
                        .name(spec.get(1).asText())
                        .stride(spec.get(2).asInt(), spec.get(2).asInt())
                        .padding(spec.get(3).asInt(), spec.get(3).asInt())
                        .nOut(kernel.size())
                        .hasBias(params.has(spec.get(1).asText() + ".b"))
                        .build();
            case "avgpool":
                int size = spec.get(1).asInt();
                return new SubsamplingLayer.Builder(
                                SubsamplingLayer.PoolingType.AVG,
                                new int[] {size, size},
                                new int[] {size, size})
                        .build();
            case "flatten":
                return null;
            default:
                return new ActivationLayer(Activation.valueOf(kind.toUpperCase(Locale.ROOT)));
        }
    }

    /** The network. */
    public MultiLayerNetwork network() {
        return network;
    }

    /** Parameters in the file's order, such as {@code conv1.W}. */
    public List<String> parameterNames() {
        return List.copyOf(order);
    }

    /**
     * The network's array of a parameter, in DL4J's layout.
     *
     * @param name such as {@code fc1.W}
     */
    public INDArray parameter(String name) {
        return network.getParam(key(name));
    }

    private String key(String name) {
        int dot = name.lastIndexOf('.');
        for (int i = 0; i < network.getnLayers(); i++) {
            String layer = network.getLayer(i).conf().getLayer().getLayerName();
            if (name.substring(0, dot).equals(layer)) {
                return i + "_" + name.substring(dot + 1);
            }
        }
        throw new IllegalArgumentException("no layer for parameter " + name);
    }

    /** Sets all parameters from a dictionary of a file. */
    public void setParameters(JsonNode params) {
        network.params().assign(flat(params));
    }

    /**
     * DL4J's flat vector of a dictionary by parameter.
     *
     * @param byParameter an array for each parameter
     * @return {@code [1, D]}, double
     */
    public INDArray flat(JsonNode byParameter) {
        INDArray flat = Nd4j.create(DataType.DOUBLE, 1, network.numParams());
        for (String name : order) {
            INDArray value = array(byParameter.get(name), DataType.DOUBLE);
            INDArray theirs = isLinear(name) ? value.transpose() : value;
            INDArray parameter = parameter(name);
            char layout = parameter.ordering();
            slice(flat, parameter).assign(theirs.dup(layout).reshape(layout, 1, theirs.length()));
        }
        return flat;
    }

    /**
     * One parameter's part of a flat vector, in the file's layout.
     *
     * @param flat {@code [1, D]} or {@code [D]}
     * @param name such as {@code fc1.W}
     */
    public INDArray named(INDArray flat, String name) {
        INDArray parameter = parameter(name);
        INDArray vector = flat.reshape(1, flat.length());
        INDArray ours =
                slice(vector, parameter)
                        .dup()
                        .reshape(parameter.ordering(), parameter.shape())
                        .castTo(DataType.DOUBLE);
        if (isLinear(name)) {
            return ours.transpose().dup('c');
        }
        return name.endsWith(".b") ? ours.reshape(ours.length()) : ours.dup('c');
    }

    private boolean isLinear(String name) {
        return name.endsWith(".W") && parameter(name).rank() == 2;
    }

    private INDArray slice(INDArray flat, INDArray parameter) {
        long offset = parameter.offset() - network.params().offset();
        return flat.get(
                NDArrayIndex.interval(0, 1),
                NDArrayIndex.interval(offset, offset + parameter.length()));
    }

    /** Examples of a file as the network reads them. */
    public DataSet data(JsonNode x, JsonNode y) {
        DataType type = network.params().dataType();
        INDArray labels = Nd4j.zeros(type, y.size(), classes());
        for (int i = 0; i < y.size(); i++) {
            labels.putScalar(i, y.get(i).asInt(), 1);
        }
        return new DataSet(array(x, type), labels);
    }

    /** Some of the examples, in the order given. */
    public DataSet data(JsonNode x, JsonNode y, JsonNode indices) {
        DataSet all = data(x, y);
        int[] rows =
                StreamSupport.stream(indices.spliterator(), false)
                        .mapToInt(JsonNode::asInt)
                        .toArray();
        List<DataSet> chosen = new ArrayList<>();
        for (int row : rows) {
            chosen.add(all.get(row));
        }
        return DataSet.merge(chosen);
    }

    /** A data set as minibatch of a twin. */
    public static MultiDataSet batch(DataSet data) {
        return new org.nd4j.linalg.dataset.MultiDataSet(data.getFeatures(), data.getLabels());
    }

    private long classes() {
        return ((OutputLayer) network.getOutputLayer().conf().getLayer()).getNOut();
    }

    /** Nested lists of numbers as an array in C order. */
    public static INDArray array(JsonNode nested, DataType type) {
        List<Long> shape = new ArrayList<>();
        for (JsonNode level = nested; level.isArray(); level = level.get(0)) {
            shape.add((long) level.size());
        }
        List<Double> values = new ArrayList<>();
        collect(nested, values);
        return Nd4j.createFromArray(values.stream().mapToDouble(v -> v).toArray())
                .reshape('c', shape.stream().mapToLong(n -> n).toArray())
                .castTo(type);
    }

    private static void collect(JsonNode nested, List<Double> values) {
        if (nested.isArray()) {
            nested.forEach(n -> collect(n, values));
        } else {
            values.add(nested.asDouble());
        }
    }
}
