/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that holds so many entries at most; the one that was used least recently goes first.
 *
 * @param <K> class of the keys
 * @param <V> class of the values
 */
final class LeastRecentlyUsed<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    /**
     * An empty map.
     *
     * @param most largest number of entries
     */
    LeastRecentlyUsed(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
