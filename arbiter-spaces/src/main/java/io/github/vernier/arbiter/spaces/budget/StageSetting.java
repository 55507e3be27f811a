/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

/**
 * A number that a {@link BudgetSpace} sets, such as the ratio of the hashed layers of a stage.
 *
 * <p>It is not searched itself: it is solved for. All settings of a stage open together.
 */
public final class StageSetting extends StageValue<Double> {

    private StageSetting() {}

    /**
     * A setting.
     *
     * @param stage name of the stage
     * @param low the value that makes the network smallest
     * @param high the value that makes it largest
     */
    public StageSetting(String stage, double low, double high) {
        super(stage, low, high);
    }

    @Override
    public Double getValue(double[] values) {
        return solved();
    }
}
