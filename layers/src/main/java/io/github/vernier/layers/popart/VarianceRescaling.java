/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/**
 * Exponential averages of mean and second moment, as in the paper.
 *
 * <p>With m and v the mean and variance of the batch, d = m − μ and β the step size:
 *
 * <pre>
 * μ'  = μ + β d                             as  μ' = (1 − β) μ + β m
 * var' = (1 − β) (var + β d²) + β v          as  ν' = (1 − β) ν + β mean(y²),  var = ν − μ²
 * </pre>
 *
 * The left form is exact algebra on the right one and does not cancel when |μ| is much larger than
 * the spread, which ν − μ² does.
 */
public final class VarianceRescaling implements AdaptiveRescaling {

    private static final long serialVersionUID = 1;

    /** The rule; it has no settings. */
    public VarianceRescaling() {}

    @Override
    public Moments update(Moments current, TargetBatch batch) {
        double sum = 0;
        for (double y : batch.targets()) {
            sum += y;
        }
        int count = batch.targets().length;
        double mean = sum / count;
        double squares = 0;
        for (double y : batch.targets()) {
            squares += (y - mean) * (y - mean);
        }
        double beta = batch.stepSize();
        double d = mean - current.mean();
        return new Moments(
                current.mean() + beta * d,
                (1 - beta) * (current.variance() + beta * d * d) + beta * (squares / count));
    }

    /**
     * The largest normalized target there can be while σ is not at its upper bound, Proposition 2:
     * {@code |y − μ'| / σ' ≤ s sqrt((B − β) / β)}, for any targets whatever.
     *
     * @param batch B, targets in the minibatch
     * @param stepSize β
     * @param desiredDeviation s
     * @return the bound, in desired standard deviations times s
     */
    public static double bound(int batch, double stepSize, double desiredDeviation) {
        return desiredDeviation * Math.sqrt((batch - stepSize) / stepSize);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VarianceRescaling;
    }

    @Override
    public int hashCode() {
        return VarianceRescaling.class.hashCode();
    }

    @Override
    public String toString() {
        return "variance";
    }
}
