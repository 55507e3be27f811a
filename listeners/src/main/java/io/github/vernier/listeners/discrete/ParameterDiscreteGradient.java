/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.discrete;

/**
 * Discrete Gradient of one parameter beside backpropagation.
 *
 * @param name layer and parameter, such as {@code conv1/W}
 * @param parameters how many numbers the parameter has
 * @param coordinates which of them were searched, ascending
 * @param found what was found; its arrays are in the order of the coordinates
 * @param backprop gradient of the mean loss in the same
 * @param backpropLoss loss after a step against that gradient, as long as the found one
 */
public record ParameterDiscreteGradient(
        String name,
        long parameters,
        long[] coordinates,
        DiscreteGradient.Result found,
        double[] backprop,
        double backpropLoss) {

    /**
     * Share of the found changes that go the way a step against backpropagation's gradient goes;
     * NaN if none was found.
     */
    public double signAgreement() {
        int agree = 0;
        for (int d : found.order()) {
            agree += found.sign()[d] == -Math.signum(backprop[d]) ? 1 : 0;
        }
        return found.order().isEmpty() ? Double.NaN : (double) agree / found.order().size();
    }

    /** Mean smallest change that lowers the loss, NaN if none was found. */
    public double meanDelta() {
        return found.order().stream()
                .mapToDouble(d -> found.delta()[d])
                .average()
                .orElse(Double.NaN);
    }

    /**
     * How many smallest changes are in each of equal parts of (0, ε].
     *
     * @param epsilon ε
     * @param bins number of parts
     * @return counts
     */
    public int[] histogram(double epsilon, int bins) {
        int[] counts = new int[bins];
        for (int d : found.order()) {
            // A change on the border belongs below, for all its rounding.
            double position = Math.ceil(found.delta()[d] / epsilon * bins - 1e-6);
            counts[(int) Math.max(0, Math.min(bins, position) - 1)]++;
        }
        return counts;
    }
}
