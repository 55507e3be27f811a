/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.io.Serializable;

/**
 * The first goal's value after an epoch.
 *
 * @param epoch number of epochs trained so far, from 1
 * @param score the value; may be NaN
 */
public record EpochScore(int epoch, double score) implements Serializable {

    /** Checks the epoch. */
    public EpochScore {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch must be at least 1, but got " + epoch);
        }
    }
}
