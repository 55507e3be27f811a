/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/**
 * Exponential averages of the smallest and largest target of a minibatch.
 *
 * <p>{@code lo += β (min − lo)}, {@code hi += β (max − hi)}; μ is the middle of the range, σ half
 * its width. The first minibatch sets both ends. Batches of one target have no width: use at least
 * two.
 */
public final class MinMaxRescaling implements AdaptiveRescaling {

    private static final long serialVersionUID = 1;

    /** The rule; it has no settings. */
    public MinMaxRescaling() {}

    @Override
    public Moments update(Moments current, TargetBatch batch) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double y : batch.targets()) {
            min = Math.min(min, y);
            max = Math.max(max, y);
        }
        if (batch.update() == 1) {
            return Moments.ofRange(min, max);
        }
        double low = current.mean() - current.halfRange();
        double high = current.mean() + current.halfRange();
        return Moments.ofRange(
                low + batch.stepSize() * (min - low), high + batch.stepSize() * (max - high));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MinMaxRescaling;
    }

    @Override
    public int hashCode() {
        return MinMaxRescaling.class.hashCode();
    }

    @Override
    public String toString() {
        return "min/max";
    }
}
