/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import java.util.function.DoubleToLongFunction;
import java.util.function.IntToLongFunction;

/**
 * Finds the setting (a compression ratio, a number of factors) whose size comes nearest to a budget
 * without exceeding it, by bisection.
 *
 * <p>The size function must not decrease. The budget is never exceeded: of all settings with {@code
 * size <= budget} the solvers take one with the greatest size, and if several settings share that
 * size, the smallest of them (real settings: within a relative 1e-12). A budget below the floor
 * yields the smallest setting and one above the ceiling the smallest setting that reaches the
 * ceiling; {@link Budget#isFeasible()} is false for both.
 *
 * <p>This replaces the scalar minimization of {@code |budget - size|} in
 * BayesWatch/deficient-efficient ({@code main.py}), which stops on plateaus: of 127 sizes that a
 * whole number of ACDC factors reaches exactly it misses 30, and it silently returns a bound where
 * the budget is infeasible.
 */
public final class BudgetSolver {

    private static final double TOLERANCE = 1e-12;

    private BudgetSolver() {}

    /**
     * Solves for a real setting.
     *
     * @param size size at a setting; must not decrease
     * @param low smallest setting
     * @param high greatest setting
     * @param budget size asked for
     * @throws IllegalArgumentException if {@code low > high} or a bound is not finite
     */
    public static Budget real(DoubleToLongFunction size, double low, double high, long budget) {
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(
                    "Settings must span a finite interval, got [" + low + ", " + high + "]");
        }
        long floor = size.applyAsLong(low);
        long ceiling = size.applyAsLong(high);
        long target = reachedAtMost(size, low, high, Math.min(budget, ceiling));
        double value = smallest(size, low, high, target);
        return new Budget(value, size.applyAsLong(value), budget, floor, ceiling);
    }

    /** Greatest size not above the budget; the floor if there is none. */
    private static long reachedAtMost(
            DoubleToLongFunction size, double low, double high, long budget) {
        if (size.applyAsLong(high) <= budget) {
            return size.applyAsLong(high);
        }
        double within = low;
        double above = high;
        while (above - within > TOLERANCE * Math.abs(above)) {
            double middle = within + (above - within) / 2;
            if (size.applyAsLong(middle) <= budget) {
                within = middle;
            } else {
                above = middle;
            }
        }
        return size.applyAsLong(within);
    }

    /** Smallest setting whose size is at least the target. */
    private static double smallest(
            DoubleToLongFunction size, double low, double high, long target) {
        if (size.applyAsLong(low) >= target) {
            return low;
        }
        double below = low;
        double reached = high;
        while (reached - below > TOLERANCE * Math.abs(reached)) {
            double middle = below + (reached - below) / 2;
            if (size.applyAsLong(middle) >= target) {
                reached = middle;
            } else {
                below = middle;
            }
        }
        return reached;
    }

    /**
     * Solves for a whole number, exactly.
     *
     * @param size size at a setting; must not decrease
     * @param low smallest setting
     * @param high greatest setting
     * @param budget size asked for
     * @throws IllegalArgumentException if {@code low > high}
     */
    public static Budget integer(IntToLongFunction size, int low, int high, long budget) {
        if (low > high) {
            throw new IllegalArgumentException(
                    "Settings must span an interval, got [" + low + ", " + high + "]");
        }
        long floor = size.applyAsLong(low);
        long ceiling = size.applyAsLong(high);
        // The last setting within the budget tells the size; the first of that size is the answer.
        int last = firstAtLeast(size, low, high, budget + 1) - 1;
        long target = size.applyAsLong(Math.max(last, low));
        int value = firstAtLeast(size, low, high, target);
        return new Budget(value, size.applyAsLong(value), budget, floor, ceiling);
    }

    /** Smallest setting whose size is at least the target; {@code high + 1} if there is none. */
    private static int firstAtLeast(IntToLongFunction size, int low, int high, long target) {
        int first = low;
        int beyond = high + 1;
        while (first < beyond) {
            int middle = first + (beyond - first) / 2;
            if (size.applyAsLong(middle) >= target) {
                beyond = middle;
            } else {
                first = middle + 1;
            }
        }
        return first;
    }
}
