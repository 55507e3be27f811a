/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import java.util.function.Supplier;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** Runs code that disturbs ND4J's random generator, such as building a configuration. */
final class RandomState {

    private RandomState() {}

    static <T> T preserving(Supplier<T> code) {
        Random random = Nd4j.getRandom();
        long root = random.rootState();
        long node = random.nodeState();
        try {
            return code.get();
        } finally {
            random.setStates(root, node);
        }
    }
}
