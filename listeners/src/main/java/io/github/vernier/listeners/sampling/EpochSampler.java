/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.util.Arrays;
import java.util.NoSuchElementException;

/** A sampler that decides at the beginning of an epoch which examples are in it. */
abstract class EpochSampler implements Sampler {

    private static final long serialVersionUID = 1L;

    private final int examples;
    private int[] order = {};
    private int position;

    EpochSampler(int examples) {
        if (examples < 1) {
            throw new IllegalArgumentException(
                    "sampler has " + examples + " examples, expected at least 1");
        }
        this.examples = examples;
    }

    /** The examples of the next epoch, in order, at least one. */
    abstract int[] epoch();

    /** How much an example counts, or none at all if all count 1. */
    double[] weights(int[] drawn) {
        return new double[0];
    }

    @Override
    public final int examples() {
        return examples;
    }

    @Override
    public final synchronized void startEpoch() {
        order = epoch();
        position = 0;
    }

    @Override
    public final synchronized boolean hasNext() {
        return position < order.length;
    }

    @Override
    public final synchronized Draw next(int most) {
        if (position >= order.length) {
            throw new NoSuchElementException("The epoch is over, expected a call of startEpoch");
        }
        int to = Math.min(order.length, position + most);
        int[] drawn = Arrays.copyOfRange(order, position, to);
        position = to;
        return new Draw(drawn, weights(drawn));
    }
}
