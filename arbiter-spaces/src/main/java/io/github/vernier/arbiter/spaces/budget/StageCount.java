/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import java.util.Objects;

/**
 * A whole number that a {@link BudgetSpace} sets, such as the channels or the factors of a stage.
 *
 * <p>It is not searched itself: it is solved for. All settings of a stage open together.
 */
public final class StageCount extends CompositeSpace<Integer> {

    private String stage;
    private int low;
    private int high;

    private StageCount() {}

    /**
     * A setting.
     *
     * @param stage name of the stage
     * @param low the value that makes the network smallest
     * @param high the value that makes it largest
     */
    public StageCount(String stage, int low, int high) {
        this.stage = Objects.requireNonNull(stage, "stage must be given");
        this.low = low;
        this.high = high;
    }

    @Override
    public Integer getValue(double[] values) {
        return (int) Math.round(low + StagePositions.of(stage) * ((double) high - low));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StageCount that
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
        return "StageCount(" + stage + ", " + low + " to " + high + ")";
    }
}
