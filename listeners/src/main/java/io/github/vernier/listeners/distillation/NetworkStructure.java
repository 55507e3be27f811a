/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Names, wiring and layer configurations of a network, for both kinds of network alike.
 *
 * <p>The layers of a MultiLayerNetwork go by their name and by their index. Refers to
 * configurations only, never to the network.
 */
final class NetworkStructure {

    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final Map<String, List<String>> inputsOf = new LinkedHashMap<>();
    private final List<String> order;
    private final List<String> outputs;
    private final int inputs;
    private final boolean indexed;

    private NetworkStructure(MultiLayerNetwork network) {
        String previous = null;
        for (int i = 0; i < network.getnLayers(); i++) {
            Layer layer = network.getLayerWiseConfigurations().getConf(i).getLayer();
            String given = unwrap(layer).getLayerName();
            String name = given == null || layers.containsKey(given) ? Integer.toString(i) : given;
            layers.put(name, layer);
            inputsOf.put(name, previous == null ? List.of() : List.of(previous));
            previous = name;
        }
        order = List.copyOf(layers.keySet());
        outputs = List.of(previous);
        inputs = 1;
        indexed = true;
    }

    private NetworkStructure(ComputationGraph network) {
        network.getConfiguration()
                .getVertices()
                .forEach(
                        (name, vertex) ->
                                layers.put(
                                        name,
                                        vertex instanceof LayerVertex layer
                                                ? layer.getLayerConf().getLayer()
                                                : null));
        inputsOf.putAll(network.getConfiguration().getVertexInputs());
        order = List.copyOf(layers.keySet());
        outputs = List.copyOf(network.getConfiguration().getNetworkOutputs());
        inputs = network.getNumInputArrays();
        indexed = false;
    }

    /**
     * Reads a network.
     *
     * @param whose what to call it in errors
     */
    static NetworkStructure of(String whose, Model model) {
        if (model instanceof MultiLayerNetwork network) {
            return new NetworkStructure(network);
        } else if (model instanceof ComputationGraph network) {
            return new NetworkStructure(network);
        }
        throw new IllegalArgumentException(
                whose
                        + " is "
                        + (model == null ? null : "a " + model.getClass().getName())
                        + ", expected a MultiLayerNetwork or a ComputationGraph");
    }

    int inputs() {
        return inputs;
    }

    List<String> outputs() {
        return outputs;
    }

    /** Position among the layers of a MultiLayerNetwork. */
    int index(String name) {
        return order.indexOf(name);
    }

    String name(int index) {
        return order.get(index);
    }

    /** The name under which a tap is known, after checking that it is there and no output. */
    String resolveTap(String whose, String tap) {
        String name = tap;
        if (indexed && !layers.containsKey(tap) && tap.matches("\\d{1,9}")) {
            int index = Integer.parseInt(tap);
            name = index < order.size() ? order.get(index) : tap;
        }
        if (!layers.containsKey(name) || outputs.contains(name)) {
            List<String> possible = order.stream().filter(n -> !outputs.contains(n)).toList();
            throw new IllegalArgumentException(
                    "Tap '"
                            + tap
                            + "' is no hidden layer of the "
                            + whose
                            + ", which has "
                            + possible);
        }
        return name;
    }

    /** Checks that a head is a classifying output with softmax. */
    void checkHead(String whose, String head) {
        if (!outputs.contains(head)) {
            throw new IllegalArgumentException(
                    "Head '" + head + "' is no output of the " + whose + ", which has " + outputs);
        }
        if (!isSoftmax(head)) {
            throw new IllegalArgumentException(
                    "Head '"
                            + head
                            + "' of the "
                            + whose
                            + " is "
                            + describe(layers.get(head))
                            + ", expected an output or loss layer with activation softmax");
        }
    }

    boolean isSoftmax(String output) {
        return unwrap(layers.get(output)) instanceof BaseLayer layer
                && LossFunctions.has(layer)
                && layer.getActivationFn() instanceof ActivationSoftmax;
    }

    private static String describe(Layer layer) {
        Layer inner = unwrap(layer);
        if (inner == null) {
            return "a vertex";
        }
        return inner.getClass().getSimpleName()
                + (inner instanceof BaseLayer base ? " with " + base.getActivationFn() : "");
    }

    /** Number of classes of a head, 0 if its configuration does not say. */
    long classes(String output) {
        return unwrap(layers.get(output)) instanceof FeedForwardLayer layer ? layer.getNOut() : 0;
    }

    Layer layer(String name) {
        return unwrap(layers.get(name));
    }

    /** Layers and vertices that read the output of this one. */
    List<String> consumers(String name) {
        return order.stream().filter(n -> inputsOf.get(n).contains(name)).toList();
    }

    /** Data format of activations: that of the nearest layer upstream that has one. */
    CNN2DFormat format(String name) {
        Deque<String> upstream = new ArrayDeque<>(List.of(name));
        while (!upstream.isEmpty()) {
            String current = upstream.remove();
            CNN2DFormat format = ownFormat(layer(current));
            if (format != null) {
                return format;
            }
            upstream.addAll(inputsOf.getOrDefault(current, List.of()));
        }
        return CNN2DFormat.NCHW;
    }

    private static CNN2DFormat ownFormat(Layer layer) {
        if (layer instanceof BatchNormalization norm) {
            return norm.getCnn2DFormat();
        }
        boolean has =
                layer instanceof ConvolutionLayer
                        || layer instanceof SubsamplingLayer
                        || ConvolutionUtils.layerHasConvolutionLayout(layer);
        return has ? ConvolutionUtils.getFormatForLayer(layer) : null;
    }

    /** Activations or labels of an output as [rows, C], in the order of DL4J's loss functions. */
    INDArray rows(String output, INDArray array) {
        if (array.rank() == 2) {
            return array;
        }
        Layer layer = layer(output);
        LayerWorkspaceMgr here = LayerWorkspaceMgr.noWorkspacesImmutable();
        if (array.rank() == 3) {
            boolean channelsLast =
                    layer instanceof RnnOutputLayer rnn && isLast(rnn.getRnnDataFormat())
                            || layer instanceof RnnLossLayer loss
                                    && isLast(loss.getRnnDataFormat());
            return TimeSeriesUtils.reshape3dTo2d(channelsLast ? array.permute(0, 2, 1) : array);
        }
        CNN2DFormat format =
                layer instanceof CnnLossLayer loss ? loss.getFormat() : CNN2DFormat.NCHW;
        return ConvolutionUtils.reshape4dTo2d(array, format, here, ArrayType.FF_WORKING_MEM);
    }

    private static boolean isLast(org.deeplearning4j.nn.conf.RNNFormat format) {
        return format == org.deeplearning4j.nn.conf.RNNFormat.NWC;
    }

    static Layer unwrap(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return unwrap(frozen.getLayer());
        } else if (layer instanceof FrozenLayerWithBackprop frozen) {
            return unwrap(frozen.getUnderlying());
        }
        return layer;
    }
}
