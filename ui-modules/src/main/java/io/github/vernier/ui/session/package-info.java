/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Read access to the sessions of the storages attached to the UI server.
 *
 * <p>{@link io.github.vernier.ui.session.Sessions} finds sessions over all storages; {@link
 * io.github.vernier.ui.session.Session} reads one. Nothing is cached, so memory does not grow with
 * the sessions, and records are read in chunks, so it does not grow with their length either. All
 * methods may block on a file or a database: call them on a worker thread.
 *
 * <p>A record that cannot be decoded is counted and skipped; a record of a newer version than this
 * library's is read as far as its fields are known, and its version is reported.
 */
package io.github.vernier.ui.session;
