/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

/** Where a listener puts its records; implementations may be called from several threads. */
public interface RecordSink {

    /**
     * Takes what holds for the whole session.
     *
     * @param info record, written before the updates of its type
     */
    void putStaticInfo(VernierRecord info);

    /**
     * Takes one update.
     *
     * @param update record
     */
    void putUpdate(VernierRecord update);
}
