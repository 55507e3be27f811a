/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.exchange;

import io.github.vernier.arbiter.trial.EpochScore;
import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.ParameterDescription;
import io.github.vernier.arbiter.trial.Study;
import io.github.vernier.arbiter.trial.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.SerializationFeature;

/** A study and its trials as one JSON object; numbers that are not finite are null. */
public final class TrialJson {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private TrialJson() {}

    /**
     * Writes a file.
     *
     * @param study what the trials have in common
     * @param trials the trials
     * @param file the file, overwritten
     * @throws IOException if it cannot be written
     */
    public static void write(Study study, List<Trial> trials, Path file) throws IOException {
        Files.writeString(file, text(study, trials), StandardCharsets.UTF_8);
    }

    /**
     * The JSON text.
     *
     * @param study what the trials have in common
     * @param trials the trials
     */
    public static String text(Study study, List<Trial> trials) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("name", study.name());
        root.put("seed", study.seed());
        root.put("settings", study.settings());
        root.put("goals", study.goals().stream().map(TrialJson::goal).toList());
        root.put("parameters", study.parameters().stream().map(TrialJson::parameter).toList());
        root.put("trials", trials.stream().map(TrialJson::trial).toList());
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Text and numbers must have JSON", e);
        }
    }

    private static Map<String, Object> goal(Goal goal) {
        return Map.of("name", goal.name(), "direction", goal.direction());
    }

    private static Map<String, Object> parameter(ParameterDescription parameter) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", parameter.name());
        map.put("kind", parameter.kind());
        map.put("scale", parameter.scale());
        map.put("low", finite(parameter.low()));
        map.put("high", finite(parameter.high()));
        map.put("choices", parameter.choices());
        return map;
    }

    private static Map<String, Object> trial(Trial trial) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", trial.id());
        map.put("origin", trial.origin());
        map.put("status", trial.status());
        map.put("attempt", trial.attempt());
        map.put("seed", trial.seed());
        map.put("values", trial.values());
        map.put("objectives", trial.objectives());
        map.put("epochs", trial.epochs().stream().map(TrialJson::epoch).toList());
        map.put("created", trial.created().toString());
        map.put("started", trial.started() == null ? null : trial.started().toString());
        map.put("ended", trial.ended() == null ? null : trial.ended().toString());
        map.put("host", trial.host());
        map.put("versions", trial.versions());
        map.put("modelPath", trial.modelPath());
        map.put("failure", trial.failure());
        return map;
    }

    private static Map<String, Object> epoch(EpochScore epoch) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("epoch", epoch.epoch());
        map.put("score", finite(epoch.score()));
        return map;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
