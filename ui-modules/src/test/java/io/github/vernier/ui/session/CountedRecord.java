/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import io.github.vernier.listeners.record.RecordFields;
import io.github.vernier.listeners.record.VernierRecord;
import java.util.concurrent.atomic.AtomicLong;

/** A record that counts how often one is decoded. */
public final class CountedRecord extends VernierRecord {

    static final String TYPE = "Counted";

    private static final long serialVersionUID = 1L;
    private static final AtomicLong DECODED = new AtomicLong();

    private int number;

    /** For storages, before {@code decode}. */
    public CountedRecord() {
        super(1);
    }

    static CountedRecord of(int number, String worker, long time) {
        CountedRecord record = new CountedRecord();
        record.number = number;
        record.stamp("s", worker, time);
        return record;
    }

    /** Number of records decoded since the last call. */
    static long decoded() {
        return DECODED.getAndSet(0);
    }

    int number() {
        return number;
    }

    @Override
    public String getTypeID() {
        return TYPE;
    }

    @Override
    protected void write(RecordFields fields) {
        fields.put("number", number);
    }

    @Override
    protected void read(RecordFields fields) {
        number = fields.getInt("number", -1);
        DECODED.incrementAndGet();
    }
}
