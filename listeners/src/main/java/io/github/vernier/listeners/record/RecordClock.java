/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

/** Strictly increasing times in milliseconds: {@code t = max(now, last + 1)}. */
final class RecordClock {

    private long last;

    synchronized long next() {
        last = Math.max(System.currentTimeMillis(), last + 1);
        return last;
    }
}
