/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

/**
 * Replaces all candidates at one ratio, whatever the network's size becomes.
 *
 * @param ratio the ratio
 */
record GivenRatio(double ratio) implements Sizing {

    @Override
    public Decision decide(Candidates candidates) {
        return new Decision(candidates.convolutions(), ratio);
    }
}
