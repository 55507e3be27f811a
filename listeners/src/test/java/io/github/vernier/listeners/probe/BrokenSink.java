/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import io.github.vernier.listeners.record.RecordSink;
import io.github.vernier.listeners.record.VernierRecord;

/** A storage that takes nothing. */
final class BrokenSink implements RecordSink {

    @Override
    public void putStaticInfo(VernierRecord info) {
        throw new IllegalStateException("storage is gone");
    }

    @Override
    public void putUpdate(VernierRecord update) {
        throw new IllegalStateException("storage is gone");
    }
}
