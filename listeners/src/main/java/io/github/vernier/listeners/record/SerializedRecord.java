/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;

/**
 * What stands for a record where DL4J's SQLite storage uses Java serialization: the record's own
 * encoding, so that such files too are read by what fields they have, by older and newer versions.
 *
 * @param type class of the record
 * @param encoding what it encodes to
 */
record SerializedRecord(Class<? extends VernierRecord> type, byte[] encoding)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The record. */
    Object readResolve() throws ObjectStreamException {
        try {
            VernierRecord record = type.getConstructor().newInstance();
            record.decode(encoding);
            return record;
        } catch (ReflectiveOperationException | RuntimeException e) {
            InvalidObjectException invalid =
                    new InvalidObjectException("Cannot decode a " + type.getSimpleName());
            invalid.initCause(e);
            throw invalid;
        }
    }
}
