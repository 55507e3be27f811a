/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

/**
 * Something random whose draws depend on the epoch and on the position in it, and on nothing else,
 * so that a resumed training sees what an uninterrupted one would have seen.
 */
public interface EpochAware {

    /**
     * Goes to the first example of an epoch.
     *
     * @param epoch number of the epoch, from 0
     */
    void startEpoch(int epoch);
}
