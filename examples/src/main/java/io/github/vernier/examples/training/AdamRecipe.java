/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Adam with a rate that rises over the first twentieth of the iterations and falls along a cosine
 * to 1 % of its peak.
 *
 * @param peak greatest learning rate
 */
public record AdamRecipe(double peak) implements Recipe {

    @Override
    public IUpdater updater(int epochs, int iterations) {
        return new Adam(WarmCosine.of(peak, epochs * iterations));
    }

    @Override
    public double lastRate(int epochs) {
        return WarmCosine.last(peak);
    }
}
