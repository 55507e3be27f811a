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
     * @throws IllegalArgumentException if it has to be decoded to tell, and cannot be
     */
    boolean admit(RemoteReport report) {
        Class<?> type = load(report.className());
        return trusted.contains(type)
                || VernierRecord.class.isAssignableFrom(type) && isInstantiable(type)
                || isPlain(type, report.data());
    }

    /** The class that the stock receiver will load, not initialized; {@code void} if none. */
    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, DL4JClassLoading.getDl4jClassloader());
        } catch (ClassNotFoundException | LinkageError e) {
            return void.class;
        }
    }

    private static boolean isPlain(Class<?> type, byte[] data) {
        if (type == SbeStatsInitializationReport.class) {
            return true;
        } else if (type == SbeStatsReport.class) {
            SbeStatsReport report = new SbeStatsReport();
            decode(report, data);
            return !report.hasDataSetMetaData();
        } else if (type == SbeStorageMetaData.class) {
            SbeStorageMetaData description = new SbeStorageMetaData();
            decode(description, data);
            return description.getExtraMeta() == null;
        }
        return false;
    }

    private static void decode(Persistable record, byte[] data) {
        try {
            record.decode(data);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "no " + record.getClass().getSimpleName() + " in 'data'", e);
        }
    }
}
