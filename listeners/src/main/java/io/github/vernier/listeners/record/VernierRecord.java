/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.deeplearning4j.core.storage.Persistable;

/**
 * What a listener writes at one time: session, worker and time, and the fields of the subclass.
 *
 * <p>Encoding: magic {@code 0x56524E52} ("VRNR"), version of the writer (int), and the {@link
 * RecordFields}. All {@code encode} methods give the same bytes. Subclasses need a public
 * constructor without arguments, which storages call before {@code decode}.
 */
public abstract class VernierRecord implements Persistable {

    private static final long serialVersionUID = 1L;
    private static final int MAGIC = 0x56524E52;

    private String sessionId = "";
    private String workerId = "";
    private long timeStamp;
    private int version;

    /**
     * A record not yet stamped.
     *
     * @param version version of the subclass's fields, from 1
     */
    protected VernierRecord(int version) {
        this.version = version;
    }

    /**
     * Puts all fields of the subclass.
     *
     * @param fields where to
     */
    protected abstract void write(RecordFields fields);

    /**
     * Takes all fields of the subclass, a default for those that are not there.
     *
     * @param fields where from
     */
    protected abstract void read(RecordFields fields);

    /**
     * Says whose record this is and when it was made.
     *
     * @param sessionId session, as shown by the UI
     * @param workerId worker within the session
     * @param timeStamp milliseconds since the epoch; distinct for each update of a session, type
     *     and worker
     */
    public final void stamp(String sessionId, String workerId, long timeStamp) {
        this.sessionId = sessionId;
        this.workerId = workerId;
        this.timeStamp = timeStamp;
    }

    @Override
    public final String getSessionID() {
        return sessionId;
    }

    @Override
    public final String getWorkerID() {
        return workerId;
    }

    @Override
    public final long getTimeStamp() {
        return timeStamp;
    }

    /**
     * Version of the fields: that of the writer after {@code decode}.
     *
     * @return version, from 1
     */
    public final int getVersion() {
        return version;
    }

    /**
     * All fields, with session, type, worker and time first.
     *
     * @return a fresh copy of the field list; arrays are not copied
     */
    public final RecordFields toFields() {
        RecordFields fields =
                new RecordFields()
                        .put("session", sessionId)
                        .put("type", getTypeID())
                        .put("worker", workerId)
                        .put("time", timeStamp);
        write(fields);
        return fields;
    }

    @Override
    public final byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            encode(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public final void encode(OutputStream outputStream) throws IOException {
        DataOutputStream out = new DataOutputStream(outputStream);
        out.writeInt(MAGIC);
        out.writeInt(version);
        toFields().write(out);
        out.flush();
    }

    @Override
    public final void encode(ByteBuffer buffer) {
        buffer.put(encode());
    }

    @Override
    public final int encodingLengthBytes() {
        return encode().length;
    }

    @Override
    public final void decode(byte[] bytes) {
        try {
            decode(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot decode a "
                            + getClass().getSimpleName()
                            + " from "
                            + bytes.length
                            + " bytes: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public final void decode(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        decode(bytes);
    }

    @Override
    public final void decode(InputStream inputStream) throws IOException {
        DataInputStream in = new DataInputStream(inputStream);
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new IOException(
                    String.format("magic number is %08x, expected %08x", magic, MAGIC));
        }
        version = in.readInt();
        RecordFields fields = RecordFields.read(in);
        stamp(
                fields.getString("session", ""),
                fields.getString("worker", ""),
                fields.getLong("time", 0));
        read(fields);
    }

    /** Java serialization gets the encoding, see {@link SerializedRecord}. */
    protected final Object writeReplace() {
        return new SerializedRecord(getClass(), encode());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("A record is serialized by its encoding only");
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + toFields().toJson();
    }
}
