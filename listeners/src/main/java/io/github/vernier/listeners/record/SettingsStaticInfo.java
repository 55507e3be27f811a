/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;

/**
 * The settings that a session's updates come from: written once, before the first of them.
 *
 * @param <S> the settings
 */
public abstract class SettingsStaticInfo<S extends Serializable> extends VernierRecord {

    private static final long serialVersionUID = 1L;

    private S settings;

    /**
     * A record to be decoded.
     *
     * @param version version of the fields
     */
    SettingsStaticInfo(int version) {
        super(version);
    }

    /**
     * A record of settings.
     *
     * @param version version of the fields
     * @param settings settings
     */
    SettingsStaticInfo(int version, S settings) {
        super(version);
        this.settings = settings;
    }

    /** The settings. */
    public final S getSettings() {
        return settings;
    }

    /** Puts every setting. */
    abstract void writeSettings(RecordFields fields, S settings);

    /** Settings from their fields. */
    abstract S readSettings(RecordFields fields);

    @Override
    protected final void write(RecordFields fields) {
        writeSettings(fields, settings);
    }

    @Override
    protected final void read(RecordFields fields) {
        settings = readSettings(fields);
    }
}
