/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import java.util.function.Supplier;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A state of ND4J's generator to which it can be brought back.
 *
 * @param rootState first word
 * @param nodeState second word
 */
record PinnedRandom(long rootState, long nodeState) {

    /** The present state. */
    static PinnedRandom now() {
        Random random = Nd4j.getRandom();
        return new PinnedRandom(random.rootState(), random.nodeState());
    }

    /** Brings the generator back. */
    void set() {
        Nd4j.getRandom().setStates(rootState, nodeState);
    }

    /** Computes with the numbers that follow the state, and leaves the generator as it was. */
    <T> T run(Supplier<T> computation) {
        PinnedRandom before = now();
        set();
        try {
            return computation.get();
        } finally {
            before.set();
        }
    }
}
