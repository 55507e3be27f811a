/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

/**
 * Says that a session has records of a type, where the type has nothing else to say once: storages
 * list sessions and workers by their static records only.
 */
public final class TypeStaticInfo extends VernierRecord {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private String typeId = "";

    /** For storages, before {@code decode}. */
    public TypeStaticInfo() {
        super(VERSION);
    }

    /**
     * A record for a type.
     *
     * @param typeId type of the updates that follow
     */
    public TypeStaticInfo(String typeId) {
        this();
        this.typeId = typeId;
    }

    @Override
    public String getTypeID() {
        return typeId;
    }

    @Override
    protected void write(RecordFields fields) {
        // The type is written with every record.
    }

    @Override
    protected void read(RecordFields fields) {
        typeId = fields.getString("type", "");
    }
}
