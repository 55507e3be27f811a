/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import java.util.Objects;

/**
 * A number that a {@link BudgetSpace} sets, such as the ratio of the hashed layers of a stage.
 *
 * <p>It is not searched itself: it is solved for. All settings of a stage open together.
 */
public final class StageSetting extends CompositeSpace<Double> {

    private String stage;
    private double low;
    private double high;

    private StageSetting() {}

    /**
     * A setting.
     *
     * @param stage name of the stage
     * @param low the value that makes the network smallest
     * @param high the value that makes it largest
     */
    public StageSetting(String stage, double low, double high) {
        this.stage = Objects.requireNonNull(stage, "stage must be given");
        this.low = low;
        this.high = high;
    }

    @Override
    public Double getValue(double[] values) {
        return low + StagePositions.of(stage) * (high - low);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StageSetting that
                && stage.equals(that.stage)
                && low == that.low
                && high == that.high;
    }

    @Override
    public int hashCode() {
        return Objects.hash(stage, low, high);
    }

    @Override
    public String toString() {
        return "StageSetting(" + stage + ", " + low + " to " + high + ")";
    }
}
