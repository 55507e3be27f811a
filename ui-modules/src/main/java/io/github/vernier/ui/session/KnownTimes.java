/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The newest times of updates of the workers and types that were asked for last; bounded. To be
 * synchronized by whoever has it.
 */
final class KnownTimes {

    private static final int MOST_KEYS = 200;
    private static final int MOST_TIMES = 4 << 20;

    private final Map<UpdateKey, RecentTimes> times = new LinkedHashMap<>(16, 0.75f, true);

    /** Times of a worker, none at first. */
    RecentTimes of(UpdateKey key) {
        RecentTimes recent = times.computeIfAbsent(key, absent -> new RecentTimes());
        long held = times.values().stream().mapToLong(RecentTimes::size).sum();
        Iterator<RecentTimes> eldest = times.values().iterator();
        while (times.size() > MOST_KEYS || (held > MOST_TIMES && times.size() > 1)) {
            held -= eldest.next().size();
            eldest.remove();
        }
        return recent;
    }

    /** Does something with the times of a worker if there are any. */
    void ifKnown(UpdateKey key, Consumer<RecentTimes> action) {
        RecentTimes recent = times.get(key);
        if (recent != null) {
            action.accept(recent);
        }
    }

    void clear() {
        times.clear();
    }
}
