/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/** How a gradient's variance is measured: written once, with the first update. */
public final class GradientVarianceStaticInfo
        extends SettingsStaticInfo<GradientVarianceStaticInfo.Settings> {

    /** Type id of this record and of {@link GradientVarianceUpdate}. */
    public static final String TYPE_ID = "VernierGradientVariance";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    /**
     * The settings.
     *
     * @param layers layers in training, in the order of the updates' draws and steps
     * @param exampleLayers layers of which examples' gradients are had, in the order of the
     *     updates' examples
     * @param skippedLayers layers in training of which they are not
     * @param skippedReasons why, for each
     * @param coveredShare share of the parameters in training that examples' gradients cover
     * @param convention name of the formulas' convention
     * @param method name of the way examples' gradients are had, empty if they are not
     * @param draws K of the K + K draws, 0 if there are none
     * @param data {@code training} or {@code own}
     * @param axes bins, low and high of the histogram by gradient, and of the histogram by gradient
     *     and parameter; empty without histograms
     */
    public record Settings(
            List<String> layers,
            List<String> exampleLayers,
            List<String> skippedLayers,
            List<String> skippedReasons,
            double coveredShare,
            String convention,
            String method,
            int draws,
            String data,
            double[] axes)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public GradientVarianceStaticInfo() {
        super(VERSION);
    }

    /**
     * A record of these settings.
     *
     * @param settings settings
     */
    public GradientVarianceStaticInfo(Settings settings) {
        super(VERSION, settings);
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    void writeSettings(RecordFields fields, Settings settings) {
        fields.putStrings("layers", settings.layers())
                .putStrings("exampleLayers", settings.exampleLayers())
                .putStrings("skippedLayers", settings.skippedLayers())
                .putStrings("skippedReasons", settings.skippedReasons())
                .put("coveredShare", settings.coveredShare())
                .put("convention", settings.convention())
                .put("method", settings.method())
                .put("draws", settings.draws())
                .put("data", settings.data())
                .put("axes", settings.axes());
    }

    @Override
    Settings readSettings(RecordFields fields) {
        return new Settings(
                fields.getStrings("layers"),
                fields.getStrings("exampleLayers"),
                fields.getStrings("skippedLayers"),
                fields.getStrings("skippedReasons"),
                fields.getDouble("coveredShare", Double.NaN),
                fields.getString("convention", ""),
                fields.getString("method", ""),
                fields.getInt("draws", 0),
                fields.getString("data", ""),
                fields.getDoubles("axes"));
    }
}
