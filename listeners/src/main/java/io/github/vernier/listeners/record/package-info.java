/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The records that listeners write and pages read.
 *
 * <p>A record is a {@link io.github.vernier.listeners.record.VernierRecord}: a DL4J {@code
 * Persistable} with its own type id, so every {@code StatsStorageRouter} carries it: memory, MapDB
 * file, SQLite file, remote UI.
 *
 * <h2>Encoding</h2>
 *
 * <p>A record is a list of named, typed, length-prefixed fields ({@link
 * io.github.vernier.listeners.record.RecordFields}) behind a magic number and a version. A reader
 * asks for fields by name with a default, so fields a newer version added are skipped, and fields
 * an older version lacked take their default. Java serialization is not part of the encoding; where
 * DL4J's SQLite storage uses it, what is serialized is the encoding.
 *
 * <h2>Writing</h2>
 *
 * <p>A listener writes into a {@link io.github.vernier.listeners.record.RecordSink}: {@link
 * io.github.vernier.listeners.record.RecordRouter} for a {@code StatsStorageRouter}, {@link
 * io.github.vernier.listeners.record.MemoryRecordSink} for a report made in the same process,
 * {@link io.github.vernier.listeners.record.JsonLinesRecordSink} and {@link
 * io.github.vernier.listeners.record.CsvRecordSink} for files that other tools read; {@link
 * io.github.vernier.listeners.record.VernierRecorder#toFile VernierRecorder.toFile(path)} opens one
 * of these by its name. DL4J's storages key updates by their time in milliseconds and the second of
 * two within one millisecond replaces the first; the router therefore hands out strictly increasing
 * times.
 */
package io.github.vernier.listeners.record;
