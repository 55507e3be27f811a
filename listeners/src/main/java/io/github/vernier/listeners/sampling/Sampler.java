/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.io.Serializable;

/**
 * Decides which examples come next, and how much each counts.
 *
 * <p>A sampler may learn while training goes on. It is called by {@link SampledDataSetIterator};
 * calls from other threads must be safe.
 */
public interface Sampler extends Serializable {

    /**
     * Some examples.
     *
     * @param examples their indices, in order
     * @param weights how much the loss of each counts; empty if all count 1
     */
    record Draw(int[] examples, double[] weights) {

        /**
         * Examples that count 1 each.
         *
         * @param examples indices
         */
        public static Draw of(int... examples) {
            return new Draw(examples, new double[0]);
        }
    }

    /** Number of examples to sample from; indices are below it. */
    int examples();

    /** Begins an epoch. */
    void startEpoch();

    /** Whether there is an example left in this epoch. */
    boolean hasNext();

    /**
     * The next examples of this epoch.
     *
     * @param most how many at most, at least 1
     * @return at least one; fewer than {@code most} only at the end of the epoch
     * @throws java.util.NoSuchElementException if the epoch is over
     */
    Draw next(int most);

    /**
     * Every example once, in order.
     *
     * @param examples number of examples, at least 1
     */
    static Sampler inOrder(int examples) {
        return new ShuffledSampler(examples, null);
    }

    /**
     * Every example once, in another order every epoch.
     *
     * @param examples number of examples, at least 1
     * @param seed seed of the orders
     */
    static Sampler shuffled(int examples, long seed) {
        return new ShuffledSampler(examples, new Shuffle(seed));
    }
}
