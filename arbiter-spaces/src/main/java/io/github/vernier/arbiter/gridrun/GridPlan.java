/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.gridrun;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.arbiter.optimize.serde.jackson.YamlMapper;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * What a grid run is to do.
 *
 * @param command program and arguments; {@code {name}} stands for a value
 * @param lists the values of each name, in order
 * @param environment variables of every process, beside those of this one
 * @param folder where results go
 * @param parallel processes at a time
 * @param devices what each of them has for itself; as many as run at a time, or none
 */
public record GridPlan(
        List<String> command,
        Map<String, List<String>> lists,
        Map<String, String> environment,
        Path folder,
        int parallel,
        List<Device> devices) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    /** Checks that commands and lists belong together. */
    public GridPlan {
        command = List.copyOf(command);
        lists = new LinkedHashMap<>(lists);
        environment = Map.copyOf(environment);
        devices = List.copyOf(devices);
        require(!command.isEmpty(), "command must be given");
        require(!lists.isEmpty(), "grid must have a list");
        require(parallel >= 1, "parallel must be at least 1, but is " + parallel);
        require(
                devices.isEmpty() || devices.size() >= parallel,
                "There are " + devices.size() + " devices for " + parallel + " processes");
        for (Map.Entry<String, List<String>> list : lists.entrySet()) {
            require(!list.getValue().isEmpty(), "grid." + list.getKey() + " must have a value");
        }
        for (String part : command) {
            Matcher place = PLACE.matcher(part);
            while (place.find()) {
                require(
                        lists.containsKey(place.group(1)),
                        "command names {" + place.group(1) + "}, but grid has " + lists.keySet());
            }
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * Reads a plan.
     *
     * @param file YAML, see the package's description
     * @return the plan; its folder is relative to the file's
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is not a plan
     */
    public static GridPlan read(Path file) throws IOException {
        JsonNode yaml;
        try {
            yaml = YamlMapper.getMapper().readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not YAML: " + e.getOriginalMessage(), e);
        }
        List<Device> devices = new ArrayList<>();
        yaml.path("cpus").forEach(cpus -> devices.add(Device.cpus(cpus.asText())));
        yaml.path("gpus").forEach(gpu -> devices.add(Device.gpu(gpu.asText())));
        Map<String, List<String>> lists = new LinkedHashMap<>();
        yaml.path("grid")
                .fields()
                .forEachRemaining(list -> lists.put(list.getKey(), texts(list.getValue())));
        Map<String, String> environment = new LinkedHashMap<>();
        yaml.path("environment")
                .fields()
                .forEachRemaining(v -> environment.put(v.getKey(), v.getValue().asText()));
        int parallel = yaml.path("parallel").asInt(Math.max(1, devices.size()));
        String folder = yaml.path("folder").asText("grid");
        return new GridPlan(
                texts(yaml.path("command")),
                lists,
                environment,
                file.toAbsolutePath().resolveSibling(folder),
                parallel,
                devices);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        if (list.isValueNode()) {
            texts.add(list.asText());
        }
        list.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    /**
     * All combinations, the last list changing fastest.
     *
     * @return the product of the lists
     */
    public List<Combination> combinations() {
        List<Map<String, String>> all = List.of(Map.of());
        for (Map.Entry<String, List<String>> list : lists.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> before : all) {
                for (String value : list.getValue()) {
                    Map<String, String> next = new LinkedHashMap<>(before);
                    next.put(list.getKey(), value);
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all.stream().map(Combination::new).toList();
    }

    /**
     * The command of a combination.
     *
     * @param combination one of {@link #combinations}
     * @return program and arguments
     */
    public List<String> command(Combination combination) {
        return command.stream()
                .map(
                        part ->
                                PLACE.matcher(part)
                                        .replaceAll(
                                                place ->
                                                        Matcher.quoteReplacement(
                                                                combination
                                                                        .values()
                                                                        .get(place.group(1)))))
                .toList();
    }
}
