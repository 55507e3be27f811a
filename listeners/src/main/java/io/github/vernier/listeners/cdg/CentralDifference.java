/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

/**
 * Coordinate-wise central difference: {@code CDG_d = (f(x + ε e_d) − f(x − ε e_d)) / 2ε}.
 *
 * <p>Of a function smoothed over a width of ε it is the derivative, so where the gradient is zero
 * almost everywhere (a network of signs) ε is the scale on which the function is looked at. Each
 * coordinate costs two evaluations. Source: gradient notes of YouCaiJun98 (coordinate-wise
 * difference gradients).
 */
public final class CentralDifference {

    private CentralDifference() {}

    /**
     * Differences in all coordinates.
     *
     * @param f function
     * @param x point, {@code [D]}; moved during the call, every bit is put back
     * @param epsilon ε, above 0, in the units of x
     * @return CDG, {@code [D]}
     * @throws IllegalArgumentException if ε is not above 0
     */
    public static double[] gradient(Objective f, double[] x, double epsilon) {
        double[] gradient = new double[x.length];
        gradient(f, x, epsilon, gradient);
        return gradient;
    }

    /**
     * Differences in all coordinates, into an array.
     *
     * @param f function
     * @param x point, {@code [D]}; moved during the call, every bit is put back
     * @param epsilon ε, above 0, in the units of x
     * @param gradient takes CDG, {@code [D]}
     * @throws IllegalArgumentException if ε is not above 0
     */
    public static void gradient(Objective f, double[] x, double epsilon, double[] gradient) {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon is " + epsilon + ", expected above 0");
        }
        for (int d = 0; d < x.length; d++) {
            double here = x[d];
            x[d] = here + epsilon;
            double plus = f.at(x);
            x[d] = here - epsilon;
            double minus = f.at(x);
            x[d] = here;
            gradient[d] = (plus - minus) / (2 * epsilon);
        }
    }
}
