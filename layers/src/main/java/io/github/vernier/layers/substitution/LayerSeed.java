/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import java.nio.charset.StandardCharsets;

/** One seed for each layer, from one seed for the network. */
public final class LayerSeed {

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private LayerSeed() {}

    /**
     * Seed of a layer: FNV-1a (64 bits) of the name's UTF-8 bytes, started at its offset basis
     * exclusive-or the network's seed. The same on every machine and in every version.
     *
     * @param seed the network's seed
     * @param name the layer's name
     */
    public static long of(long seed, String name) {
        long hash = FNV_OFFSET ^ seed;
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }
}
