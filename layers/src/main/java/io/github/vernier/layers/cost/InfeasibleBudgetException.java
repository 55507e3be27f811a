/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

/** No setting reaches a budget; the {@link #budget()} knows the sizes that can be reached. */
public final class InfeasibleBudgetException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient Budget budget;

    /**
     * @param budget the infeasible budget
     */
    public InfeasibleBudgetException(Budget budget) {
        super(
                String.format(
                        "Budget %d is %s: sizes from %d to %d can be reached",
                        budget.budget(),
                        budget.budget() < budget.floor() ? "below the floor" : "above the ceiling",
                        budget.floor(),
                        budget.ceiling()));
        this.budget = budget;
    }

    /** The infeasible budget, null after serialization. */
    public Budget budget() {
        return budget;
    }
}
