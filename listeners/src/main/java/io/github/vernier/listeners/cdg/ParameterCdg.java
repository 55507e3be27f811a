/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import java.util.Optional;

/**
 * CDG of one parameter at one ε beside backpropagation.
 *
 * @param name layer and parameter, such as {@code conv1/W}
 * @param parameters how many numbers the parameter has
 * @param epsilon ε
 * @param coordinates which of them were measured, ascending
 * @param cdg central differences of the mean loss
 * @param backprop gradient of the mean loss
 * @param agreement how well they agree
 * @param decrease how far a step along each lowers the loss, if asked for
 */
public record ParameterCdg(
        String name,
        long parameters,
        double epsilon,
        long[] coordinates,
        double[] cdg,
        double[] backprop,
        GradientAgreement agreement,
        Optional<Decrease> decrease) {

    /**
     * The best steps along both directions, on the same minibatch.
     *
     * @param backprop along backpropagation's
     * @param cdg along CDG
     */
    public record Decrease(BestStep backprop, BestStep cdg) {}
}
