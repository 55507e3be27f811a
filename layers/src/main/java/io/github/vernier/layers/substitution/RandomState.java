/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import java.util.function.Supplier;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** Puts ND4J's random state back: DL4J resets it whenever it builds or reads a configuration. */
final class RandomState {

    private RandomState() {}

    /** Does something that draws or resets random numbers, and leaves no trace of it. */
    static <T> T kept(Supplier<T> work) {
        Random random = Nd4j.getRandom();
        long root = random.rootState();
        long node = random.nodeState();
        try {
            return work.get();
        } finally {
            random.setStates(root, node);
        }
    }
}
