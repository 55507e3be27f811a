/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.training;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** The settings of a network's configuration, flat, for tables that compare trainings. */
final class Settings {

    private static final int LONGEST_VALUE = 200;

    private final Map<String, String> flat = new LinkedHashMap<>();

    private Settings() {}

    /**
     * The leaves of the configuration's JSON by their path, without those that are null.
     *
     * @param model network
     * @return value by path; empty for other models
     */
    static Map<String, String> of(Model model) {
        Settings settings = new Settings();
        String json = json(model);
        if (json != null) {
            try {
                settings.add("", new ObjectMapper().readTree(json));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("The configuration's JSON is not valid", e);
            }
        }
        return settings.flat;
    }

    private static String json(Model model) {
        if (model instanceof MultiLayerNetwork network) {
            return network.getLayerWiseConfigurations().toJson();
        }
        return model instanceof ComputationGraph graph ? graph.getConfiguration().toJson() : null;
    }

    private void add(String path, JsonNode node) {
        if (node.isObject()) {
            for (Iterator<Map.Entry<String, JsonNode>> i = node.fields(); i.hasNext(); ) {
                Map.Entry<String, JsonNode> field = i.next();
                add(
                        path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                        field.getValue());
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                add(path + "[" + i + "]", node.get(i));
            }
        } else if (!node.isNull()) {
            String value = node.asText();
            flat.put(
                    path,
                    value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value);
        }
    }
}
