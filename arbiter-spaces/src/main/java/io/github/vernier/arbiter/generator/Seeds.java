/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import java.util.SplittableRandom;

/** Seeds of parts of a search, each a function of the search's own. */
public final class Seeds {

    private Seeds() {}

    /**
     * The seed of one trial.
     *
     * @param seed the search's
     * @param id the trial
     */
    public static long ofTrial(long seed, int id) {
        return random(seed, id).nextLong();
    }

    /**
     * Randomness of one trial; Java specifies the algorithm.
     *
     * @param seed the search's
     * @param id the trial
     */
    static SplittableRandom random(long seed, int id) {
        // A generator of generators: ids next to each other give unrelated streams.
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + id).split();
    }
}
