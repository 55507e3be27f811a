/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Copies of binary networks for inference: of the latent weights only the signs that they stand for
 * are left.
 *
 * <p>A latent weight of filter o becomes {@code sign(w − mean_o) · m}, with m the mean of |w| in
 * the layer. The copy computes what the original does, bit for bit, and is an ordinary model; but
 * DL4J's {@code ModelSerializer}, which writes every parameter as a float into a zip, needs some
 * 2.5 bits for such a weight instead of 30:
 *
 * <pre>{@code
 * ModelSerializer.writeModel(SignsOnly.copyOf(trained), file, false);
 * }</pre>
 *
 * <p>Keep the original to go on training: the copy has forgotten how near each weight is to a
 * change of its sign.
 *
 * <p>A layer whose signs or factors would not stay the same keeps its latent weights: one without a
 * learned alpha, or with a weight that is its filter's mean exactly. So does a frozen layer.
 */
public final class SignsOnly {

    private SignsOnly() {}

    /**
     * A copy of a chain.
     *
     * @param network not changed
     * @return the copy, without listeners and updater state
     */
    public static MultiLayerNetwork copyOf(MultiLayerNetwork network) {
        MultiLayerNetwork copy =
                new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
        copy.init(network.params().dup(), false);
        for (Layer layer : copy.getLayers()) {
            reduce(layer);
        }
        return copy;
    }

    /**
     * A copy of a graph.
     *
     * @param graph not changed
     * @return the copy, without listeners and updater state
     */
    public static ComputationGraph copyOf(ComputationGraph graph) {
        ComputationGraph copy = new ComputationGraph(graph.getConfiguration().clone());
        copy.init(graph.params().dup(), false);
        for (Layer layer : copy.getLayers()) {
            reduce(layer);
        }
        return copy;
    }

    private static void reduce(Layer layer) {
        BinarizedWeight.of(layer).forEach((key, weight) -> reduce(layer, key, weight));
    }

    private static void reduce(Layer layer, String key, BinarizedWeight before) {
        INDArray parameter = layer.getParam(key);
        INDArray latent = parameter.dup('c');
        double magnitude = latent.norm1Number().doubleValue() / latent.length();
        parameter.assign(Transforms.sign(before.binary(), true).muli(magnitude));
        Map<String, BinarizedWeight> after = BinarizedWeight.of(layer);
        if (!appliesTheSame(before, after.get(key))) {
            parameter.assign(latent);
        }
    }

    private static boolean appliesTheSame(BinarizedWeight before, BinarizedWeight after) {
        return before.binary().eq(after.binary()).all() && before.alpha().eq(after.alpha()).all();
    }
}
