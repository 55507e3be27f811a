/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.util.stream.IntStream;

/** Every example once, in order or shuffled. */
final class ShuffledSampler extends EpochSampler {

    private static final long serialVersionUID = 1L;

    private final Shuffle shuffle;

    /** Shuffles, or does not if that is null. */
    ShuffledSampler(int examples, Shuffle shuffle) {
        super(examples);
        this.shuffle = shuffle;
    }

    @Override
    int[] epoch() {
        int[] all = IntStream.range(0, examples()).toArray();
        return shuffle == null ? all : shuffle.apply(all);
    }
}
