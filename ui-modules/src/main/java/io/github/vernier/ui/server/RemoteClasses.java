/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import io.github.vernier.listeners.record.VernierRecord;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import org.deeplearning4j.config.DL4JClassLoading;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsInitializationReport;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.deeplearning4j.ui.model.storage.impl.SbeStorageMetaData;

/**
 * Which records other processes may send: those that are read without Java deserialization, and
 * those of classes that the program trusts.
 *
 * <p>The former are all {@link VernierRecord}s, whose encoding is final, and Deeplearning4j's in
 * Simple Binary Encoding, unless they carry a part in Java's: the extra data of {@code
 * SbeStorageMetaData} and the metadata of examples of {@code SbeStatsReport}. Decoding leaves these
 * as bytes, their getters deserialize them.
 */
final class RemoteClasses {

    private static final Set<Class<? extends Persistable>> STOCK =
            Set.of(
                    SbeStatsInitializationReport.class,
                    SbeStatsReport.class,
                    SbeStorageMetaData.class);

    private final Set<Class<? extends Persistable>> trusted;

    /**
     * @param trusted let in whatever their decoding does
     */
    RemoteClasses(Set<Class<? extends Persistable>> trusted) {
        this.trusted = Set.copyOf(trusted);
    }

    /** Whether objects of a class can be made by its public constructor without arguments. */
    static boolean isInstantiable(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && !Modifier.isAbstract(type.getModifiers())
                && Arrays.stream(type.getConstructors())
                        .anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    /**
     * Whether a report may be made an object.
     *
     * @throws IllegalArgumentException if it has to be decoded to tell, and cannot be, or if its
     *     ids cannot be stored
     */
    boolean admit(RemoteReport report) {
        Class<?> type = load(report.className());
        if (trusted.contains(type)) {
            return true;
        }
        if (!STOCK.contains(type)
                && !(VernierRecord.class.isAssignableFrom(type) && isInstantiable(type))) {
            return false;
        }
        Persistable record = decode(type.asSubclass(Persistable.class), report.data());
        checkId("session", record.getSessionID());
        checkId("type", record.getTypeID());
        checkId("worker", record.getWorkerID());
        return !hasSerializedPart(record);
    }

    /** The class that the stock receiver will load, not initialized; {@code void} if none. */
    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, DL4JClassLoading.getDl4jClassloader());
        } catch (ClassNotFoundException | LinkageError e) {
            return void.class;
        }
    }

    private static Persistable decode(Class<? extends Persistable> type, byte[] data) {
        try {
            Persistable record = type.getConstructor().newInstance();
            record.decode(data);
            return record;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException("no " + type.getSimpleName() + " in 'data'", e);
        }
    }

    /**
     * Deeplearning4j's SQLite storage does not escape ids in its queries, and deserializes what
     * they find: by a quote an id could bring an object of its own.
     */
    private static void checkId(String what, String id) {
        if (id == null || id.isBlank() || id.indexOf('\'') >= 0 || id.indexOf('"') >= 0) {
            throw new IllegalArgumentException("no id of a " + what + " without quotes in 'data'");
        }
    }

    private static boolean hasSerializedPart(Persistable record) {
        if (record instanceof SbeStatsReport report) {
            return report.hasDataSetMetaData();
        }
        return record instanceof SbeStorageMetaData description
                && description.getExtraMeta() != null;
    }
}
