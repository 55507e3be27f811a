/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import java.util.Arrays;

/**
 * The three dimensions that a matrix's entries are arranged in, as nearly equal as divisors allow.
 *
 * <p>With {@code e = round(N^{1/3})}: {@code (e, e, e)} if {@code e³ = N}; else twice the smallest
 * divisor, not below e, of what is left of N (all that is left if that is below e), and the rest.
 * Source: BayesWatch/deficient-efficient models/decomposed.py {@code dimensionize}.
 */
final class TensorDimensions {

    private final int[] sizes;

    private TensorDimensions(int... sizes) {
        this.sizes = sizes;
    }

    static TensorDimensions of(long entries) {
        int e = (int) Math.rint(Math.cbrt(entries));
        if ((long) e * e * e == entries) {
            return new TensorDimensions(e, e, e);
        }
        long first = divisor(entries, e);
        long second = divisor(entries / first, e);
        return new TensorDimensions(
                Math.toIntExact(first),
                Math.toIntExact(second),
                Math.toIntExact(entries / first / second));
    }

    private static long divisor(long number, int least) {
        if (number < least) {
            return number;
        }
        long divisor = least;
        while (number % divisor != 0) {
            divisor++;
        }
        return divisor;
    }

    int size(int k) {
        return sizes[k];
    }

    long[] toArray() {
        return Arrays.stream(sizes).asLongStream().toArray();
    }

    /** {@code max(1, round(ratio * extent))}; halves are rounded to even, as published. */
    static int rank(double ratio, int extent) {
        return Math.max(1, (int) Math.rint(ratio * extent));
    }

    static void requireRatio(double ratio) {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("rank ratio must be in [0, 1], but got " + ratio);
        }
    }
}
