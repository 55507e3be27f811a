/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

/**
 * A whole number that a {@link BudgetSpace} sets, such as the channels or the factors of a stage.
 *
 * <p>It is not searched itself: it is solved for. All settings of a stage open together.
 */
public final class StageCount extends StageValue<Integer> {

    private StageCount() {}

    /**
     * A setting.
     *
     * @param stage name of the stage
     * @param low the value that makes the network smallest
     * @param high the value that makes it largest
     */
    public StageCount(String stage, int low, int high) {
        super(stage, low, high);
    }

    @Override
    public Integer getValue(double[] values) {
        return (int) Math.round(solved());
    }
}
