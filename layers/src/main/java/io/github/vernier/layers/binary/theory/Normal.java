/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.theory;

/** The standard normal distribution, to double precision. */
final class Normal {

    private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

    private Normal() {}

    static double density(double x) {
        return Math.exp(-x * x / 2) / SQRT_2_PI;
    }

    /** P(X ≤ x). */
    static double distribution(double x) {
        double z = Math.abs(x);
        double upper = z < 3 ? 0.5 - series(z) : tail(z);
        return x > 0 ? 1 - upper : upper;
    }

    /** P(0 < X < z) = φ(z) (z + z³/3 + z⁵/(3·5) + …). */
    private static double series(double z) {
        double term = z;
        double sum = z;
        for (int k = 3; term > sum * 1e-18; k += 2) {
            term *= z * z / k;
            sum += term;
        }
        return density(z) * sum;
    }

    /** P(X > z) = φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))). */
    private static double tail(double z) {
        double fraction = z;
        for (int k = 150; k >= 1; k--) {
            fraction = z + k / fraction;
        }
        return density(z) / fraction;
    }
}
