/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.type.TypeReference;
import org.nd4j.shade.jackson.databind.DeserializationFeature;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Lists and maps as the JSON text of a column. */
final class Columns {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    private Columns() {}

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No JSON for " + value, e);
        }
    }

    static String coordinates(List<Double> coordinates) {
        return write(coordinates);
    }

    static List<Double> coordinates(String json) {
        return read(json, new TypeReference<List<Double>>() {});
    }

    /** Values that JSON has no numbers for travel as the text Java parses. */
    static String values(Map<String, Object> values) {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, plain(name, value)));
        return write(plain);
    }

    static Map<String, Object> values(String json) {
        return read(json, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    static Map<String, String> texts(String json) {
        return read(json, new TypeReference<LinkedHashMap<String, String>>() {});
    }

    static String goals(List<Goal> goals) {
        return write(
                goals.stream()
                        .map(goal -> Map.of("name", goal.name(), "direction", goal.direction()))
                        .toList());
    }

    static List<Goal> goals(String json) {
        return read(json, new TypeReference<List<Map<String, String>>>() {}).stream()
                .map(goal -> new Goal(goal.get("name"), Direction.valueOf(goal.get("direction"))))
                .toList();
    }

    static String parameters(List<ParameterDescription> parameters) {
        return write(parameters.stream().map(Columns::parameter).toList());
    }

    static List<ParameterDescription> parameters(String json) {
        return read(json, new TypeReference<List<Map<String, Object>>>() {}).stream()
                .map(Columns::parameter)
                .toList();
    }

    private static Map<String, Object> parameter(ParameterDescription parameter) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", parameter.name());
        map.put("kind", parameter.kind());
        map.put("scale", parameter.scale());
        map.put("low", Double.toString(parameter.low()));
        map.put("high", Double.toString(parameter.high()));
        map.put("choices", parameter.choices());
        return map;
    }

    private static ParameterDescription parameter(Map<String, Object> map) {
        return new ParameterDescription(
                map.get("name").toString(),
                ParameterDescription.Kind.valueOf(map.get("kind").toString()),
                ParameterDescription.Scale.valueOf(map.get("scale").toString()),
                Double.parseDouble(map.get("low").toString()),
                Double.parseDouble(map.get("high").toString()),
                Stream.of((List<?>) map.get("choices"))
                        .flatMap(List::stream)
                        .map(Object::toString)
                        .toList());
    }

    private static Object plain(String name, Object value) {
        boolean storable =
                value == null
                        || value instanceof String
                        || value instanceof Boolean
                        || value instanceof Long
                        || value instanceof Integer
                        || value instanceof Double;
        if (!storable) {
            throw new IllegalArgumentException(
                    "Value of "
                            + name
                            + " must be a number, a Boolean or text, but got "
                            + value.getClass().getName());
        }
        return value instanceof Double number && !Double.isFinite(number)
                ? number.toString()
                : value;
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new TrialStoreException("Not the JSON this version writes: " + json, e);
        }
    }
}
