/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/** What central differences are measured: written once per session, before the first update. */
public final class CdgStaticInfo extends SettingsStaticInfo<CdgStaticInfo.Settings> {

    /** Type id of this record and of {@link CdgUpdate}. */
    public static final String TYPE_ID = "VernierCdg";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    /**
     * The settings of a measurement.
     *
     * @param layers measured layers; all with trainable parameters if empty
     * @param epsilons every ε
     * @param mode name of the function differentiated
     * @param coordinates at most so many numbers of each parameter; 0 for all
     * @param seed of the draw of coordinates
     * @param rates lengths of steps tried along both directions; none if empty
     */
    public record Settings(
            List<String> layers,
            double[] epsilons,
            String mode,
            int coordinates,
            long seed,
            double[] rates)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public CdgStaticInfo() {
        super(VERSION);
    }

    /**
     * A record of these settings.
     *
     * @param settings settings
     */
    public CdgStaticInfo(Settings settings) {
        super(VERSION, settings);
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    void writeSettings(RecordFields fields, Settings settings) {
        fields.putStrings("layers", settings.layers())
                .put("epsilons", settings.epsilons())
                .put("mode", settings.mode())
                .put("coordinates", settings.coordinates())
                .put("seed", settings.seed())
                .put("rates", settings.rates());
    }

    @Override
    Settings readSettings(RecordFields fields) {
        return new Settings(
                fields.getStrings("layers"),
                fields.getDoubles("epsilons"),
                fields.getString("mode", ""),
                fields.getInt("coordinates", 0),
                fields.getLong("seed", 0),
                fields.getDoubles("rates"));
    }
}
