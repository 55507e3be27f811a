/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/** What Discrete Gradient is searched in: written once per session, before the first update. */
public final class DiscreteGradientStaticInfo
        extends SettingsStaticInfo<DiscreteGradientStaticInfo.Settings> {

    /** Type id of this record and of {@link DiscreteGradientUpdate}. */
    public static final String TYPE_ID = "VernierDiscreteGradient";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    /**
     * The settings of a search.
     *
     * @param layers searched layers
     * @param epsilon ε, largest change of a number and bound of a step's length
     * @param stride granularity of changes
     * @param bins bins of the updates' histograms, equal parts of (0, ε]
     * @param coordinates at most so many numbers of each parameter; 0 for all
     * @param ranking name of what decides which numbers make up the step
     * @param seed of the draw of numbers
     */
    public record Settings(
            List<String> layers,
            double epsilon,
            double stride,
            int bins,
            int coordinates,
            String ranking,
            long seed)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public DiscreteGradientStaticInfo() {
        super(VERSION);
    }

    /**
     * A record of these settings.
     *
     * @param settings settings
     */
    public DiscreteGradientStaticInfo(Settings settings) {
        super(VERSION, settings);
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    void writeSettings(RecordFields fields, Settings settings) {
        fields.putStrings("layers", settings.layers())
                .put("epsilon", settings.epsilon())
                .put("stride", settings.stride())
                .put("bins", settings.bins())
                .put("coordinates", settings.coordinates())
                .put("ranking", settings.ranking())
                .put("seed", settings.seed());
    }

    @Override
    Settings readSettings(RecordFields fields) {
        return new Settings(
                fields.getStrings("layers"),
                fields.getDouble("epsilon", Double.NaN),
                fields.getDouble("stride", Double.NaN),
                fields.getInt("bins", 0),
                fields.getInt("coordinates", 0),
                fields.getString("ranking", ""),
                fields.getLong("seed", 0));
    }
}
