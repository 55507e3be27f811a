/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens by address: after {@value #ALLOWED} within a minute the address has to wait
 * until the minute is over. Bounded: of the addresses the ones seen last are remembered.
 */
final class FailureLimit {

    static final int ALLOWED = 10;
    static final long WINDOW_SECONDS = 60;

    private static final int MOST_ADDRESSES = 1000;
    private static final long NANOS = 1_000_000_000L;

    private static final class Failures {
        private long since;
        private int count;
    }

    private final LongSupplier nanoTime;
    private final Map<String, Failures> byAddress =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };

    FailureLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether an address has failed too often to be heard. */
    synchronized boolean isExceeded(String address) {
        Failures failures = byAddress.get(address);
        return failures != null && !isOver(failures) && failures.count >= ALLOWED;
    }

    synchronized void add(String address) {
        Failures failures = byAddress.computeIfAbsent(address, key -> new Failures());
        if (failures.count == 0 || isOver(failures)) {
            failures.since = nanoTime.getAsLong();
            failures.count = 0;
        }
        failures.count++;
    }

    private boolean isOver(Failures failures) {
        return nanoTime.getAsLong() - failures.since >= WINDOW_SECONDS * NANOS;
    }
}
