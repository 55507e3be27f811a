/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.distillation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.AttentionMapsUpdate;
import io.github.vernier.listeners.record.AttentionMapsUpdate.Example;
import io.github.vernier.listeners.record.AttentionMapsUpdate.Prediction;
import io.github.vernier.listeners.record.AttentionMapsUpdate.Tap;
import io.github.vernier.listeners.record.DistillationStaticInfo.Settings;
import io.github.vernier.listeners.record.Thumbnail;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Picture;
import io.github.vernier.ui.record.Selection;
import java.util.List;

/** Writes attention maps for the page's script. */
final class MapsJson {

    private MapsJson() {}

    static Picture<AttentionMapsUpdate> of(Request request, Selection selection) {
        List<String> classNames =
                LossColumns.settings(selection).map(Settings::classNames).orElse(List.of());
        return (update, answer) -> put(update, classNames, answer);
    }

    private static void put(
            AttentionMapsUpdate update, List<String> classNames, ObjectNode answer) {
        answer.put("iteration", update.getIteration());
        answer.put("epoch", update.getEpoch());
        ArrayNode examples = answer.putArray("examples");
        update.getExamples().forEach(example -> put(example, classNames, examples.addObject()));
    }

    private static void put(Example example, List<String> classNames, ObjectNode json) {
        Thumbnail image = example.image();
        json.putObject("image")
                .put("channels", image.channels())
                .put("height", image.height())
                .put("width", image.width())
                .put("pixels", image.pixels());
        json.put("label", nameOf(example.label(), classNames));
        put(example.student(), example.label(), classNames, json.putObject("student"));
        put(example.teacher(), example.label(), classNames, json.putObject("teacher"));
        ArrayNode taps = json.putArray("taps");
        for (Tap tap : example.taps()) {
            ObjectNode map = taps.addObject();
            map.put("name", tap.name()).put("height", tap.height()).put("width", tap.width());
            putAll(map.putArray("student"), tap.student());
            putAll(map.putArray("teacher"), tap.teacher());
        }
    }

    private static void put(
            Prediction prediction, int label, List<String> classNames, ObjectNode json) {
        json.put("label", nameOf(prediction.label(), classNames));
        json.put("probability", FiniteJson.of(prediction.probability()));
        json.put("right", label < 0 ? null : (Boolean) (prediction.label() == label));
    }

    private static String nameOf(int label, List<String> classNames) {
        if (label < 0) {
            return null;
        }
        return label < classNames.size() ? classNames.get(label) : Integer.toString(label);
    }

    private static void putAll(ArrayNode array, float[] values) {
        for (float value : values) {
            array.add(FiniteJson.of(value));
        }
    }
}
