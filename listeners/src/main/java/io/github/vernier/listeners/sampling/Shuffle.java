/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.io.Serializable;
import java.util.Random;

/** A stream of random orders of its own, apart from ND4J's. */
final class Shuffle implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Random random;

    Shuffle(long seed) {
        random = new Random(seed);
    }

    /** Brings values into a random order, in place (Fisher and Yates). */
    int[] apply(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
        return values;
    }
}
