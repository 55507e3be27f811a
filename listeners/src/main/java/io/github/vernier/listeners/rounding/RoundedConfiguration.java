/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.rounding;

import io.github.vernier.layers.binary.BinaryInput;
import io.github.vernier.layers.binary.activation.ActivationSign;
import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.binary.estimator.StochasticRounding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * A network's configuration with signs of activations drawn at random.
 *
 * @param json the configuration, in DL4J's JSON
 * @param layers layers that draw, by name
 */
record RoundedConfiguration(String json, List<String> layers) {

    private static final Set<String> HOLDERS =
            Set.of(ActivationSign.class.getName(), BinaryInput.class.getName());

    /**
     * Rewrites a configuration.
     *
     * @param json of a MultiLayerConfiguration or ComputationGraphConfiguration
     */
    static RoundedConfiguration of(String json) {
        ObjectMapper mapper = JsonMappers.getMapper();
        try {
            JsonNode root = mapper.readTree(json);
            List<String> layers = new ArrayList<>();
            if (root.has("vertices")) {
                root.get("vertices")
                        .fields()
                        .forEachRemaining(
                                vertex ->
                                        round(vertex.getValue(), vertex.getKey(), layers, mapper));
            } else {
                JsonNode all = root.get("confs");
                for (int i = 0; i < all.size(); i++) {
                    JsonNode name = all.get(i).path("layer").path("layerName");
                    round(all.get(i), name.asText("layer" + i), layers, mapper);
                }
            }
            return new RoundedConfiguration(mapper.writeValueAsString(root), List.copyOf(layers));
        } catch (IOException e) {
            throw new UncheckedIOException("The network's configuration is no JSON", e);
        }
    }

    private static void round(
            JsonNode node, String layer, List<String> layers, ObjectMapper mapper) {
        if (HOLDERS.contains(node.path("@class").asText()) && isSign(node, mapper)) {
            ObjectNode rounding = mapper.createObjectNode();
            rounding.put("@class", StochasticRounding.class.getName());
            rounding.set("of", node.get("estimator"));
            ((ObjectNode) node).set("estimator", rounding);
            if (!layers.contains(layer)) {
                layers.add(layer);
            }
            return;
        }
        for (JsonNode child : node) {
            round(child, layer, layers, mapper);
        }
    }

    /** Whether values become −1 and +1: no zeros, no scales, no bits. */
    private static boolean isSign(JsonNode holder, ObjectMapper mapper) {
        try {
            SignEstimator estimator =
                    mapper.treeToValue(holder.get("estimator"), SignEstimator.class);
            INDArray x = Nd4j.createFromArray(-2.0, -1e-3, 1e-3, 2.0);
            INDArray signs = estimator.sign(x, x.ulike(), false);
            return signs.equals(Nd4j.createFromArray(-1.0, -1.0, 1.0, 1.0));
        } catch (IOException e) {
            throw new UncheckedIOException("The estimator " + holder + " can't be read", e);
        }
    }
}
