/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/** Which estimator is measured: written once, before the first update. */
public final class EstimatorStaticInfo extends SettingsStaticInfo<EstimatorStaticInfo.Settings> {

    /** Type id of this record and of {@link EstimatorUpdate}. */
    public static final String TYPE_ID = "VernierEstimator";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    /**
     * The settings.
     *
     * @param estimator its name
     * @param used whether training goes along its directions
     * @param coveredLayers layers in training that it estimates in its own way
     * @param skippedLayers layers in training that keep the plain gradient
     * @param skippedReasons why, for each
     * @param coveredShare share of the parameters in training in covered layers
     * @param convention name of the convention of the variance's formulas
     * @param draws K of the K + K draws
     */
    public record Settings(
            String estimator,
            boolean used,
            List<String> coveredLayers,
            List<String> skippedLayers,
            List<String> skippedReasons,
            double coveredShare,
            String convention,
            int draws)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public EstimatorStaticInfo() {
        super(VERSION);
    }

    /**
     * A record of these settings.
     *
     * @param settings settings
     */
    public EstimatorStaticInfo(Settings settings) {
        super(VERSION, settings);
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    void writeSettings(RecordFields fields, Settings settings) {
        fields.put("estimator", settings.estimator())
                .put("used", settings.used() ? 1 : 0)
                .putStrings("coveredLayers", settings.coveredLayers())
                .putStrings("skippedLayers", settings.skippedLayers())
                .putStrings("skippedReasons", settings.skippedReasons())
                .put("coveredShare", settings.coveredShare())
                .put("convention", settings.convention())
                .put("draws", settings.draws());
    }

    @Override
    Settings readSettings(RecordFields fields) {
        return new Settings(
                fields.getString("estimator", ""),
                fields.getInt("used", 0) != 0,
                fields.getStrings("coveredLayers"),
                fields.getStrings("skippedLayers"),
                fields.getStrings("skippedReasons"),
                fields.getDouble("coveredShare", Double.NaN),
                fields.getString("convention", ""),
                fields.getInt("draws", 0));
    }
}
