/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import java.util.Objects;

/**
 * A value that a {@link BudgetSpace} sets, between two ends.
 *
 * <p>It is not searched itself: it is solved for. All values of a stage open together.
 *
 * @param <T> the value
 */
public abstract class StageValue<T extends Number> extends CompositeSpace<T> {

    private String stage;
    private T low;
    private T high;

    /** For JSON. */
    StageValue() {}

    /**
     * A value.
     *
     * @param stage name of the stage
     * @param low the value that makes the network smallest
     * @param high the value that makes it largest
     */
    StageValue(String stage, T low, T high) {
        this.stage = Objects.requireNonNull(stage, "stage must be given");
        this.low = low;
        this.high = high;
    }

    /** What the budget leaves room for, somewhere between the ends. */
    final double solved() {
        double smallest = low.doubleValue();
        return smallest + StagePositions.of(stage) * (high.doubleValue() - smallest);
    }

    @Override
    public final boolean equals(Object other) {
        return other != null
                && getClass() == other.getClass()
                && stage.equals(((StageValue<?>) other).stage)
                && low.equals(((StageValue<?>) other).low)
                && high.equals(((StageValue<?>) other).high);
    }

    @Override
    public final int hashCode() {
        return Objects.hash(stage, low, high);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "(" + stage + ", " + low + " to " + high + ")";
    }
}
