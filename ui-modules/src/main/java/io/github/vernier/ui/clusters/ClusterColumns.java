/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.clusters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.ClusterStaticInfo;
import io.github.vernier.listeners.record.ClusterStaticInfo.Settings;
import io.github.vernier.listeners.record.ClusterUpdate;
import io.github.vernier.listeners.record.ClusterUpdate.Cluster;
import io.github.vernier.listeners.record.ClusterUpdate.Kind;
import io.github.vernier.listeners.record.ClusterUpdate.Summary;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.series.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The clustering as a whole, and one cluster. What an assignment of all examples and what a
 * minibatch measured are different things, hence different series.
 */
record ClusterColumns(Optional<Settings> settings, int cluster) implements Columns<ClusterUpdate> {

    private static final int MOST_CLUSTERS = 1_000_000;

    static ClusterColumns of(Request request, Selection selection) {
        return new ClusterColumns(
                settings(selection), request.number("cluster", 0, 0, MOST_CLUSTERS));
    }

    static Optional<Settings> settings(Selection selection) {
        return selection
                .staticInfo(ClusterStaticInfo.TYPE_ID, ClusterStaticInfo.class)
                .map(ClusterStaticInfo::getSettings);
    }

    @Override
    public List<String> names() {
        return List.of(
                "examples",
                "distortion",
                "onlineDistortion",
                "moved",
                "variance",
                "dividedVariance",
                "stratifiedVariance",
                "seconds",
                "size",
                "onlineSize",
                "clusterDistortion",
                "onlineClusterDistortion",
                "refills");
    }

    @Override
    public Row row(ClusterUpdate update) {
        boolean full = update.getKind() == Kind.FULL;
        Summary summary = update.getSummary();
        List<Cluster> clusters = update.getClusters();
        Cluster chosen = cluster < clusters.size() ? clusters.get(cluster) : null;
        Double size = chosen == null ? null : (Double) chosen.size();
        Double distortion = chosen == null ? null : (Double) chosen.distortion();
        List<Double> values =
                new ArrayList<>(
                        Arrays.asList(
                                (double) summary.examples(),
                                full ? (Double) summary.distortion() : null,
                                full ? null : (Double) summary.distortion(),
                                summary.moved() < 0 ? null : (Double) (double) summary.moved(),
                                full ? (Double) summary.variance() : null,
                                full ? (Double) divided(summary, clusters) : null,
                                full ? (Double) summary.stratifiedVariance() : null,
                                summary.seconds(),
                                full ? size : null,
                                full ? null : size,
                                full ? distortion : null,
                                full ? null : distortion,
                                chosen == null ? null : (Double) (double) chosen.refills()));
        return new Row(update.getTimeStamp(), update.getIteration(), update.getEpoch(), values);
    }

    /** Variance of the mean of as many random examples as there are clusters that are not empty. */
    private static double divided(Summary summary, List<Cluster> clusters) {
        return summary.variance() / clusters.stream().filter(c -> c.size() > 0).count();
    }

    @Override
    public void describe(ObjectNode answer) {
        answer.set("settings", settings.map(ClusterColumns::toJson).orElse(null));
    }

    private static ObjectNode toJson(Settings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("clusters", settings.clusters());
        json.put("algorithm", settings.algorithm());
        json.put("weighting", settings.weighting());
        Json.put(json, "layers", settings.layers());
        Json.put(json, "skippedLayers", settings.skippedLayers());
        Json.put(json, "skippedReasons", settings.skippedReasons());
        Json.put(json, "share", settings.share());
        Json.put(json, "classNames", settings.classNames());
        return json;
    }
}
