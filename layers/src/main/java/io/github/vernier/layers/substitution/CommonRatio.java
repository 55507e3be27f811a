/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.cost.BudgetSolver;
import java.util.function.LongUnaryOperator;

/**
 * Replaces all candidates at the greatest common ratio that the budget allows.
 *
 * @param budget size of the new network by that of the original
 */
record CommonRatio(LongUnaryOperator budget) implements Sizing {

    @Override
    public Decision decide(Candidates candidates) {
        double ratio =
                BudgetSolver.real(
                                h -> size(candidates, h),
                                0,
                                1,
                                budget.applyAsLong(candidates.network()))
                        .orThrow()
                        .value();
        return new Decision(candidates.convolutions(), ratio);
    }

    private static long size(Candidates candidates, double ratio) {
        return candidates.network()
                - candidates.convolutions().stream()
                        .mapToLong(slot -> candidates.saving(slot, ratio))
                        .sum();
    }
}
