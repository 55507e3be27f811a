/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.signnet;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The least loss along a direction: how good a step could be if its length were chosen best.
 *
 * @param rate step length of the least loss; the smaller one of two equals
 * @param loss the least loss; may exceed the loss before, since a step of 0 does not count
 * @param losses losses at all step lengths
 */
public record LineSearch(double rate, double loss, double[] losses) {

    /**
     * Searches.
     *
     * @param network from where
     * @param directions one for each layer, in the shapes of the weights
     * @param x {@code [minibatch, in]}
     * @param y targets, {@code [minibatch, out]}
     * @param rates step lengths to try, at least one
     */
    public static LineSearch of(
            SignNetwork network,
            List<INDArray> directions,
            INDArray x,
            INDArray y,
            double[] rates) {
        double[] losses = new double[rates.length];
        int best = 0;
        for (int i = 0; i < rates.length; i++) {
            losses[i] = network.minus(directions, rates[i]).loss(x, y);
            if (losses[i] < losses[best]) {
                best = i;
            }
        }
        return new LineSearch(rates[best], losses[best], losses);
    }

    /**
     * Step lengths {@code step, 2·step, … ≤ most}.
     *
     * @param step distance, above 0
     * @param most largest
     */
    public static double[] rates(double step, double most) {
        double[] rates = new double[(int) Math.floor(most / step + 1e-9)];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = step * (i + 1);
        }
        return rates;
    }
}
