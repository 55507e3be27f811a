/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.io.Serializable;

/** Values in a random order, and when they are used up, in another. */
final class EndlessShuffle implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int[] values;
    private final Shuffle shuffle;
    private int position;

    EndlessShuffle(int[] values, Shuffle shuffle) {
        this.values = values;
        this.shuffle = shuffle;
        position = values.length;
    }

    int next() {
        if (position == values.length) {
            shuffle.apply(values);
            position = 0;
        }
        return values[position++];
    }
}
