/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A cache whose time to live is fifty times what an answer took to find out. What is cheap is
 * thereby always fresh, and what is not takes two percent of the time at most.
 */
final class AdaptiveTtlCache {

    private static final int WORTH = 50;
    private static final int MOST = 500;

    private record Answer(Object value, long askedAt, long took) {}

    private final LongSupplier clock;
    private final Map<Object, Answer> answers = new LeastRecentlyUsed<>(MOST);

    /**
     * Nothing known yet.
     *
     * @param nanoTime clock, such as {@code System::nanoTime}
     */
    AdaptiveTtlCache(LongSupplier nanoTime) {
        clock = nanoTime;
    }

    /**
     * An answer.
     *
     * @param question what is asked
     * @param ask finds the answer out, never null
     * @param <T> class of the answer
     */
    @SuppressWarnings("unchecked")
    <T> T get(Object question, Supplier<T> ask) {
        long now = clock.getAsLong();
        synchronized (answers) {
            Answer known = answers.get(question);
            if (known != null && now - known.askedAt() < WORTH * known.took()) {
                return (T) known.value();
            }
        }
        T value = ask.get();
        synchronized (answers) {
            answers.put(question, new Answer(value, now, clock.getAsLong() - now));
        }
        return value;
    }

    /** Everything is to be asked anew. */
    void forget() {
        synchronized (answers) {
            answers.clear();
        }
    }
}
