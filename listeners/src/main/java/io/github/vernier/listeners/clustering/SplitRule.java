/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import java.util.Arrays;
import java.util.Random;

/** Which members of a cluster move into an empty one. */
@FunctionalInterface
public interface SplitRule {

    /**
     * Chooses.
     *
     * @param members the examples of the cluster, ascending
     * @return half of them, rounded down
     */
    int[] half(int[] members);

    /**
     * A random half: published.
     *
     * @param seed seed
     */
    static SplitRule random(long seed) {
        Random random = new Random(seed);
        return members -> {
            int[] half = new int[members.length / 2];
            int[] rest = members.clone();
            for (int i = 0; i < half.length; i++) {
                int j = i + random.nextInt(rest.length - i);
                half[i] = rest[j];
                rest[j] = rest[i];
            }
            return half;
        };
    }

    /** Those of the lowest indices. */
    static SplitRule lowest() {
        return members -> Arrays.copyOf(members, members.length / 2);
    }
}
