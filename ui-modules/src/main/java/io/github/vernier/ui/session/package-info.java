/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Read access to the sessions of the storages attached to the UI server.
 *
 * <p>{@link io.github.vernier.ui.session.Sessions} finds sessions over all storages; {@link
 * io.github.vernier.ui.session.Session} reads one. Records are read in chunks; times, and what
 * pages make of records and want to keep, are bounded, so memory does not grow with the sessions
 * nor, beyond some million records, with their length. All methods may block on a file or a
 * database: call them on a worker thread.
 *
 * <p>A page asks for what is new every few seconds. Of a storage that can list times only by
 * decoding all records (MapDB, DL4J's {@code FileStatsStorage}) or by sorting them (in memory) the
 * newest times are noted as they are written, some million of a worker, so that asking does not
 * cost more the longer the session is. A database is listed seldom, the more so the longer that
 * takes, and otherwise asked for what is newer than the newest that is known.
 *
 * <p>A record that cannot be decoded is counted and skipped; a record of a newer version than this
 * library's is read as far as its fields are known, and its version is reported.
 */
package io.github.vernier.ui.session;
