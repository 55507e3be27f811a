/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.NetworkCost;

/** What a budget limits. */
public enum BudgetMeasure {
    /** Trainable parameters. */
    PARAMETERS,
    /** Multiply-adds of one forward pass of one example, by the published counting rule. */
    MULT_ADDS,
    /** Bits of the parameters at inference. */
    BITS;

    /**
     * The size of a network.
     *
     * @param cost its cost
     * @return the number that this limits
     */
    public long of(NetworkCost cost) {
        return switch (this) {
            case PARAMETERS -> cost.parameters();
            case MULT_ADDS -> cost.knownMultAdds(CountingRule.PUBLISHED);
            case BITS -> cost.bits();
        };
    }
}
