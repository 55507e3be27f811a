/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.distillation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.DistillationUpdate.Reliability;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Picture;
import io.github.vernier.ui.record.Selection;

/** How often student and teacher are right at each confidence; nothing of a step without it. */
final class ReliabilityPicture {

    private ReliabilityPicture() {}

    static Picture<DistillationUpdate> of(Request request, Selection selection) {
        return (update, answer) -> {
            answer.put("iteration", update.getIteration()).put("epoch", update.getEpoch());
            update.getEvaluation()
                    .ifPresent(
                            evaluation -> {
                                put(answer.putObject("student"), evaluation.studentReliability());
                                put(answer.putObject("teacher"), evaluation.teacherReliability());
                            });
        };
    }

    private static void put(ObjectNode json, Reliability reliability) {
        Json.put(json, "examples", reliability.examples());
        Json.put(json, "confidence", reliability.confidence());
        Json.put(json, "accuracy", reliability.accuracy());
    }
}
