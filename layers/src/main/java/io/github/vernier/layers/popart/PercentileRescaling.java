/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Follows two percentiles between which a share p of the targets lies.
 *
 * <p>{@code hi += β (P[y > hi] − (1 − p)/2)}, {@code lo −= β (P[y < lo] − (1 − p)/2)}, P the share
 * of the minibatch; μ is the middle of the range, σ half its width.
 *
 * <p>β is in <b>units of the targets</b> and may exceed 1: the rule moves by no more than β
 * whatever the targets, so it must be chosen for their scale. The ends can cross; σ is then at its
 * lower bound.
 */
public final class PercentileRescaling implements AdaptiveRescaling {

    private static final long serialVersionUID = 1;

    @JsonProperty private final double coverage;

    private PercentileRescaling() {
        this(0.9);
    }

    /**
     * The rule for a share.
     *
     * @param coverage p, above 0 and below 1
     * @throws IllegalArgumentException if it is not
     */
    public PercentileRescaling(double coverage) {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException(
                    "coverage must be above 0 and below 1, but got " + coverage);
        }
        this.coverage = coverage;
    }

    @Override
    public Moments update(Moments current, TargetBatch batch) {
        double low = current.mean() - current.halfRange();
        double high = current.mean() + current.halfRange();
        int below = 0;
        int above = 0;
        for (double y : batch.targets()) {
            below += y < low ? 1 : 0;
            above += y > high ? 1 : 0;
        }
        double count = batch.targets().length;
        double tail = (1 - coverage) / 2;
        return Moments.ofRange(
                low - batch.stepSize() * (below / count - tail),
                high + batch.stepSize() * (above / count - tail));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PercentileRescaling that && coverage == that.coverage;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(coverage);
    }

    @Override
    public String toString() {
        return "percentiles, coverage " + coverage;
    }
}
