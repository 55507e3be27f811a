/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A thread-safe map by identity that keeps no key alive.
 *
 * <p>{@link java.util.WeakHashMap} would compare networks by their parameters. Values must not
 * refer to their key.
 */
final class WeakIdentityMap<K, V> {

    private final Map<Key, V> values = new HashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    synchronized V computeIfAbsent(K key, Function<? super K, ? extends V> create) {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            values.remove(gone);
        }
        return values.computeIfAbsent(new Key(key, collected), k -> create.apply(key));
    }

    synchronized V get(K key) {
        return values.get(new Key(key, null));
    }

    private static final class Key extends WeakReference<Object> {

        private final int hash;

        Key(Object referent, ReferenceQueue<Object> queue) {
            super(referent, queue);
            this.hash = System.identityHashCode(referent);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Key key && get() != null && get() == key.get();
        }
    }
}
