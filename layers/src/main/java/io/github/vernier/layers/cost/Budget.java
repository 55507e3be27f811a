/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

/**
 * The setting of a size function that spends a budget best.
 *
 * @param value the setting; a whole number if the solver searched whole numbers
 * @param size the size it reaches; never above {@code budget} if that is feasible
 * @param budget the size asked for
 * @param floor least size that can be reached
 * @param ceiling greatest size that can be reached
 */
public record Budget(double value, long size, long budget, long floor, long ceiling) {

    /** Whether the budget lies between floor and ceiling. */
    public boolean isFeasible() {
        return floor <= budget && budget <= ceiling;
    }

    /** The setting as a whole number. */
    public int intValue() {
        return Math.toIntExact(Math.round(value));
    }

    /**
     * This, if the budget is feasible.
     *
     * @throws InfeasibleBudgetException if it is not, naming the sizes that are
     */
    public Budget orThrow() {
        if (!isFeasible()) {
            throw new InfeasibleBudgetException(this);
        }
        return this;
    }
}
