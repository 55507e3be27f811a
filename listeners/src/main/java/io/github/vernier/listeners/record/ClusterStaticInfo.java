/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/** What gradients are clustered and how: written once per session, before the first update. */
public final class ClusterStaticInfo extends SettingsStaticInfo<ClusterStaticInfo.Settings> {

    /** Type id of this record and of {@link ClusterUpdate}. */
    public static final String TYPE_ID = "VernierClusters";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    /**
     * The settings of a clustering.
     *
     * @param clusters number of clusters C, empty ones included
     * @param algorithm name of the way centres follow the gradients, {@code FULL_BATCH} or {@code
     *     ONLINE}
     * @param weighting name of the weighting of distances by sizes
     * @param seed of the initial centres and of splits
     * @param layers layers whose weight gradients are clustered
     * @param skippedLayers layers with parameters left out
     * @param skippedReasons why, in the same order
     * @param share share of the trainable parameters that is clustered, in [0, 1]
     * @param classNames names of the classes of {@link ClusterUpdate.Cluster#labels}; none if
     *     unknown
     */
    public record Settings(
            int clusters,
            String algorithm,
            String weighting,
            long seed,
            List<String> layers,
            List<String> skippedLayers,
            List<String> skippedReasons,
            double share,
            List<String> classNames)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public ClusterStaticInfo() {
        super(VERSION);
    }

    /**
     * A record of these settings.
     *
     * @param settings settings
     */
    public ClusterStaticInfo(Settings settings) {
        super(VERSION, settings);
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    void writeSettings(RecordFields fields, Settings settings) {
        fields.put("clusters", settings.clusters())
                .put("algorithm", settings.algorithm())
                .put("weighting", settings.weighting())
                .put("seed", settings.seed())
                .putStrings("layers", settings.layers())
                .putStrings("skippedLayers", settings.skippedLayers())
                .putStrings("skippedReasons", settings.skippedReasons())
                .put("share", settings.share())
                .putStrings("classNames", settings.classNames());
    }

    @Override
    Settings readSettings(RecordFields fields) {
        return new Settings(
                fields.getInt("clusters", 0),
                fields.getString("algorithm", ""),
                fields.getString("weighting", ""),
                fields.getLong("seed", 0),
                fields.getStrings("layers"),
                fields.getStrings("skippedLayers"),
                fields.getStrings("skippedReasons"),
                fields.getDouble("share", Double.NaN),
                fields.getStrings("classNames"));
    }
}
