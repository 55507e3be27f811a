/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/** What is rounded at random, and how: written once per session, before the first update. */
public final class StochasticRoundingStaticInfo
        extends SettingsStaticInfo<StochasticRoundingStaticInfo.Settings> {

    /** Type id of this record and of {@link StochasticRoundingUpdate}. */
    public static final String TYPE_ID = "VernierStochasticRounding";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    /**
     * The settings.
     *
     * @param rounded layers whose signs are drawn at random
     * @param layers layers whose gradients are compared
     * @param draws N, most gradients averaged
     * @param rates step lengths tried along each direction; none if empty
     * @param coordinates central differences of so many numbers of each parameter; 0 for none
     * @param epsilon ε of the central differences
     * @param seed of the draw of numbers
     */
    public record Settings(
            List<String> rounded,
            List<String> layers,
            int draws,
            double[] rates,
            int coordinates,
            double epsilon,
            long seed)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public StochasticRoundingStaticInfo() {
        super(VERSION);
    }

    /**
     * A record of these settings.
     *
     * @param settings settings
     */
    public StochasticRoundingStaticInfo(Settings settings) {
        super(VERSION, settings);
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    void writeSettings(RecordFields fields, Settings settings) {
        fields.putStrings("rounded", settings.rounded())
                .putStrings("layers", settings.layers())
                .put("draws", settings.draws())
                .put("rates", settings.rates())
                .put("coordinates", settings.coordinates())
                .put("epsilon", settings.epsilon())
                .put("seed", settings.seed());
    }

    @Override
    Settings readSettings(RecordFields fields) {
        return new Settings(
                fields.getStrings("rounded"),
                fields.getStrings("layers"),
                fields.getInt("draws", 0),
                fields.getDoubles("rates"),
                fields.getInt("coordinates", 0),
                fields.getDouble("epsilon", Double.NaN),
                fields.getLong("seed", 0));
    }
}
