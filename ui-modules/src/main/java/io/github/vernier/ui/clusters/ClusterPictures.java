/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.clusters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.ClusterUpdate;
import io.github.vernier.listeners.record.ClusterUpdate.Cluster;
import io.github.vernier.listeners.record.ClusterUpdate.Example;
import io.github.vernier.listeners.record.Thumbnail;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Picture;
import io.github.vernier.ui.record.Selection;

/** What is shown of one moment. */
final class ClusterPictures {

    private ClusterPictures() {}

    /** All clusters with examples. */
    static Picture<ClusterUpdate> moment(Request request, Selection selection) {
        return (update, answer) -> {
            putMoment(update, answer);
            ArrayNode clusters = answer.putArray("clusters");
            update.getClusters().forEach(cluster -> put(clusters.addObject(), cluster));
        };
    }

    /** Sizes of all clusters. */
    static Picture<ClusterUpdate> sizes(Request request, Selection selection) {
        return (update, answer) -> {
            putMoment(update, answer);
            Json.put(
                    answer,
                    "sizes",
                    update.getClusters().stream().mapToDouble(Cluster::size).toArray());
        };
    }

    private static void putMoment(ClusterUpdate update, ObjectNode answer) {
        answer.put("iteration", update.getIteration()).put("epoch", update.getEpoch());
        answer.put("kind", update.getKind().name());
    }

    private static void put(ObjectNode json, Cluster cluster) {
        Json.put(json, "size", cluster.size());
        Json.put(json, "distortion", cluster.distortion());
        json.put("refills", cluster.refills());
        Json.put(json, "labels", cluster.labels());
        ArrayNode examples = json.putArray("examples");
        for (Example example : cluster.examples()) {
            ObjectNode shown = examples.addObject();
            shown.put("index", example.index()).put("label", example.label());
            Json.put(shown, "distance", example.distance());
            Thumbnail image = example.image();
            if (image != null) {
                shown.putObject("image")
                        .put("channels", image.channels())
                        .put("height", image.height())
                        .put("width", image.width())
                        .put("pixels", image.pixels());
            }
        }
    }
}
