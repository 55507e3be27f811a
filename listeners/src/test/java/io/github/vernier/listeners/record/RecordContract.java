/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.junit.jupiter.api.Test;

/**
 * What every record must do: come back bit by bit from each of DL4J's storages, and be read from
 * what a newer version wrote. A test of records extends it.
 */
public abstract class RecordContract extends StorageContract {

    private static final String SESSION = "session";
    private static final String WORKER = "0";

    /** Static infos, made anew by each call, of different types. */
    protected abstract List<VernierRecord> infos();

    /** Updates in the order in which they are written, made anew by each call. */
    protected abstract List<VernierRecord> updates();

    /** What to assert about the records that were read, by their getters. */
    protected abstract void check(MemoryRecordSink read);

    @Override
    protected final void fill(StatsStorage storage) {
        RecordRouter router = new RecordRouter(storage, SESSION, WORKER);
        infos().forEach(router::putStaticInfo);
        updates().forEach(router::putUpdate);
    }

    @Override
    protected final void check(StatsStorage storage) {
        MemoryRecordSink read = new MemoryRecordSink();
        for (VernierRecord info : infos()) {
            Persistable stored = storage.getStaticInfo(SESSION, info.getTypeID(), WORKER);
            read.putStaticInfo(assertSame(stored, info));
        }
        Map<String, List<VernierRecord>> byType = new LinkedHashMap<>();
        for (VernierRecord update : updates()) {
            byType.computeIfAbsent(update.getTypeID(), type -> new ArrayList<>()).add(update);
        }
        byType.forEach(
                (type, written) -> {
                    List<Persistable> stored = storage.getAllUpdatesAfter(SESSION, type, WORKER, 0);
                    assertThat(stored).as(type).hasSameSizeAs(written);
                    for (int i = 0; i < written.size(); i++) {
                        read.putUpdate(assertSame(stored.get(i), written.get(i)));
                    }
                    assertThat(storage.getStorageMetaData(SESSION, type).getUpdateTypeClass())
                            .isEqualTo(written.get(0).getClass().getName());
                });
        check(read);
    }

    private static VernierRecord assertSame(Persistable read, VernierRecord written) {
        assertThat(read).isInstanceOf(written.getClass());
        written.stamp(read.getSessionID(), read.getWorkerID(), read.getTimeStamp());
        assertThat(read.encode()).isEqualTo(written.encode());
        return (VernierRecord) read;
    }

    /** As DL4J's SQLite storage does, in whose files a later version must find all fields. */
    @Test
    void javaSerializationIsOfTheEncoding() throws Exception {
        List<VernierRecord> all = new ArrayList<>(infos());
        all.addAll(updates());
        for (VernierRecord record : all) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(record);
            }
            byte[] serialized = bytes.toByteArray();
            assertThat(serialized).containsSequence(record.encode());
            try (ObjectInputStream in =
                    new ObjectInputStream(new ByteArrayInputStream(serialized))) {
                assertSame((Persistable) in.readObject(), record);
            }
        }
    }

    /** A field more, of a type that no version knows yet. */
    @Test
    void recordsOfANewerVersionAreRead() throws IOException {
        List<VernierRecord> all = new ArrayList<>(infos());
        all.addAll(updates());
        for (VernierRecord record : all) {
            VernierRecord read = blank(record);
            read.decode(newer(record));
            assertThat(read.getVersion()).isEqualTo(1000);
            assertThat(read.toFields().toJson()).isEqualTo(record.toFields().toJson());
        }
    }

    private static VernierRecord blank(VernierRecord like) {
        try {
            return like.getClass().getConstructor().newInstance();
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new AssertionError(like.getClass() + " can't be made by storages", e);
        }
    }

    private static byte[] newer(VernierRecord record) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        record.toFields().write(new DataOutputStream(body));
        byte[] fields = body.toByteArray();
        fields[3]++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x56524E52);
        out.writeInt(1000);
        out.write(fields);
        out.writeUTF("addedLater");
        out.writeByte(99);
        out.writeInt(3);
        out.write(new byte[3]);
        return bytes.toByteArray();
    }
}
