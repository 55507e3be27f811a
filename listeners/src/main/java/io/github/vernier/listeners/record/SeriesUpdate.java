/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

/** One point of a series that user code records. */
public final class SeriesUpdate extends VernierRecord {

    /** Type id of this record. */
    public static final String TYPE_ID = "VernierSeries";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private String name = "";
    private double x;
    private double y;

    /** For storages, before {@code decode}. */
    public SeriesUpdate() {
        super(VERSION);
    }

    /**
     * A point.
     *
     * @param name name of the series, any text
     * @param x where
     * @param y how much; may be NaN or infinite
     */
    public SeriesUpdate(String name, double x, double y) {
        this();
        this.name = name;
        this.x = x;
        this.y = y;
    }

    /** Name of the series. */
    public String getName() {
        return name;
    }

    /** Where. */
    public double getX() {
        return x;
    }

    /** How much. */
    public double getY() {
        return y;
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void write(RecordFields fields) {
        fields.put("name", name).put("x", x).put("y", y);
    }

    @Override
    protected void read(RecordFields fields) {
        name = fields.getString("name", "");
        x = fields.getDouble("x", Double.NaN);
        y = fields.getDouble("y", Double.NaN);
    }
}
