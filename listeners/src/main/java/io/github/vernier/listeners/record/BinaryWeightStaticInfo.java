/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/** The binary weights of a network: written once per session, before the first update. */
public final class BinaryWeightStaticInfo
        extends SettingsStaticInfo<BinaryWeightStaticInfo.Settings> {

    /** Type id of this record and of {@link BinaryWeightUpdate}. */
    public static final String TYPE_ID = "VernierBinaryWeights";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    /**
     * What is looked at.
     *
     * @param weights names of the binary weights, such as {@code conv1/W}: the rows of updates
     * @param lengths number of weights of each
     * @param skippedLayers layers in training without any
     * @param skippedReasons for each of them why, in words
     * @param coveredShare share of the trainable parameters that is looked at, in [0, 1]
     * @param bins bins of each histogram; values beyond the range are in the outermost
     * @param low lower end of the first bin
     * @param high upper end of the last bin
     */
    public record Settings(
            List<String> weights,
            int[] lengths,
            List<String> skippedLayers,
            List<String> skippedReasons,
            double coveredShare,
            int bins,
            double low,
            double high)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public BinaryWeightStaticInfo() {
        super(VERSION);
    }

    /**
     * A record of these settings.
     *
     * @param settings settings
     */
    public BinaryWeightStaticInfo(Settings settings) {
        super(VERSION, settings);
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    void writeSettings(RecordFields fields, Settings settings) {
        fields.putStrings("weights", settings.weights())
                .put("lengths", settings.lengths())
                .putStrings("skippedLayers", settings.skippedLayers())
                .putStrings("skippedReasons", settings.skippedReasons())
                .put("coveredShare", settings.coveredShare())
                .put("bins", settings.bins())
                .put("low", settings.low())
                .put("high", settings.high());
    }

    @Override
    Settings readSettings(RecordFields fields) {
        return new Settings(
                fields.getStrings("weights"),
                fields.getInts("lengths"),
                fields.getStrings("skippedLayers"),
                fields.getStrings("skippedReasons"),
                fields.getDouble("coveredShare", Double.NaN),
                fields.getInt("bins", 0),
                fields.getDouble("low", Double.NaN),
                fields.getDouble("high", Double.NaN));
    }
}
