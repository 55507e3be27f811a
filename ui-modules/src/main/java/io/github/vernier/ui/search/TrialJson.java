/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.arbiter.analysis.Importance;
import io.github.vernier.arbiter.trial.EpochScore;
import io.github.vernier.arbiter.trial.ParameterDescription;
import io.github.vernier.arbiter.trial.Study;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Trials for the script; numbers that are not finite become null. */
final class TrialJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TrialJson() {}

    static ObjectNode study(Study study) {
        ObjectNode node = JSON.objectNode().put("name", study.name()).put("seed", study.seed());
        ArrayNode goals = node.putArray("goals");
        study.goals()
                .forEach(
                        goal ->
                                goals.addObject()
                                        .put("name", goal.name())
                                        .put("direction", goal.direction().name()));
        ArrayNode parameters = node.putArray("parameters");
        study.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        study.settings().forEach(node.putObject("settings")::put);
        return node;
    }

    private static ObjectNode parameter(ParameterDescription parameter) {
        ObjectNode node =
                JSON.objectNode()
                        .put("name", parameter.name())
                        .put("kind", parameter.kind().name())
                        .put("scale", parameter.scale().name());
        put(node, "low", parameter.low());
        put(node, "high", parameter.high());
        parameter.choices().forEach(node.putArray("choices")::add);
        return node;
    }

    static ObjectNode of(Trial trial) {
        ObjectNode node =
                JSON.objectNode()
                        .put("id", trial.id())
                        .put("status", trial.status().name())
                        .put("origin", trial.origin().name())
                        .put("attempt", trial.attempt());
        ArrayNode objectives = node.putArray("objectives");
        trial.objectives().forEach(value -> add(objectives, value));
        ObjectNode values = node.putObject("values");
        trial.values().forEach((name, value) -> put(values, name, value));
        ArrayNode epochs = node.putArray("epochs");
        for (EpochScore epoch : trial.epochs()) {
            add(epochs.addArray().add(epoch.epoch()), epoch.score());
        }
        time(node, "started", trial.started());
        time(node, "ended", trial.ended());
        node.put(
                "failure",
                trial.failure() == null ? null : trial.failure().lines().findFirst().orElse(""));
        return node;
    }

    static ObjectNode detail(Trial trial, List<TrialEvent> events) {
        ObjectNode node = of(trial).put("seed", Long.toString(trial.seed()));
        node.put("host", trial.host()).put("modelPath", trial.modelPath());
        node.put("failure", trial.failure());
        trial.versions().forEach(node.putObject("versions")::put);
        ArrayNode history = node.putArray("events");
        events.stream()
                .filter(event -> event.trial() == trial.id())
                .forEach(
                        event ->
                                history.addObject()
                                        .put("attempt", event.attempt())
                                        .put("status", event.status().name())
                                        .put("at", event.at().toEpochMilli()));
        return node;
    }

    static ObjectNode importance(Optional<Importance> found) {
        ObjectNode node = JSON.objectNode();
        ArrayNode shares = node.putArray("shares");
        found.ifPresent(
                importance -> {
                    node.put("estimator", importance.estimator());
                    node.put("trials", importance.trials());
                    put(node, "explained", importance.explained());
                    importance
                            .shares()
                            .forEach(
                                    (name, share) ->
                                            shares.addObject()
                                                    .put("name", name)
                                                    .put("share", share));
                });
        return node;
    }

    private static void time(ObjectNode node, String name, Instant at) {
        if (at == null) {
            node.putNull(name);
        } else {
            node.put(name, at.toEpochMilli());
        }
    }

    private static void add(ArrayNode array, double value) {
        if (Double.isFinite(value)) {
            array.add(value);
        } else {
            array.addNull();
        }
    }

    private static void put(ObjectNode node, String name, Object value) {
        if (value instanceof Boolean || value instanceof String) {
            node.put(name, value.toString());
        } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            node.put(name, number.doubleValue());
        } else {
            node.putNull(name);
        }
    }
}
