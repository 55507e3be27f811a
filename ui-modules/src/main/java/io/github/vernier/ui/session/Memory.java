/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What was made of a storage's records and is worth keeping, as long as the storage is attached.
 * Bounded: what was asked for last is kept.
 */
final class Memory {

    private static final int MOST = 24;

    private final Map<Object, Object> kept = new LeastRecentlyUsed<>(MOST);

    synchronized <T> T get(Object key, Class<T> type, Supplier<T> make) {
        return type.cast(kept.computeIfAbsent(key, absent -> make.get()));
    }
}
