/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import java.util.concurrent.Callable;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A measurement's own stream of random numbers.
 *
 * <p>While code runs {@linkplain #run within} the stream, ND4J's generator of this thread continues
 * the stream; afterwards it is as if the code had not run. Dropout, shuffling and the building of
 * configurations (which resets the generator) are thereby without effect on training.
 */
public final class RandomStream {

    private long rootState;
    private long nodeState;

    /**
     * Starts a stream.
     *
     * @param seed equal seeds give equal streams
     */
    public RandomStream(long seed) {
        // The two words of state ND4J's generator has; any values will do.
        this.rootState = seed * 0x9E3779B97F4A7C15L + 1;
        this.nodeState = (seed ^ 0xBF58476D1CE4E5B9L) * 0x94D049BB133111EBL + 1;
    }

    /**
     * Runs code within this stream.
     *
     * @param code what to run
     * @param <T> type of its result
     * @return its result
     * @throws Exception what the code throws
     */
    public <T> T run(Callable<T> code) throws Exception {
        Random random = Nd4j.getRandom();
        long root = random.rootState();
        long node = random.nodeState();
        random.setStates(rootState, nodeState);
        try {
            return code.call();
        } finally {
            rootState = random.rootState();
            nodeState = random.nodeState();
            random.setStates(root, node);
        }
    }
}
