/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

/**
 * Lets examples of large gradients come often and those of small ones seldom, weighted the more
 * (MinVar).
 *
 * <p>An example with a gradient of norm α waits {@code δ = λ/(2α)} ticks, and counts {@code δ + 1}:
 * the gradient is {@code 1/B Σ w_i g_i}. The published limit of weights has no effect in the
 * reference, and is not here. An example not yet seen does not wait and counts 1; the wait has a
 * limit, so that an example with no gradient comes back.
 *
 * <p>Needs the loss function {@code ExampleWeights.loss}. Source: fartashf/gvar_code (MinVar).
 */
public final class MinVarSampler extends SignalSampler {

    private static final long serialVersionUID = 1L;
    private static final double LONGEST_WAIT = 1e6;

    private final double lambda;
    private final double[] delays;

    /**
     * A sampler.
     *
     * @param signals where norms of gradients are kept
     * @param lambda λ, above 0
     * @param least least number of examples in an epoch
     * @param seed seed of the order in an epoch
     * @throws IllegalArgumentException if {@code lambda} is not above 0
     */
    public MinVarSampler(ExampleSignals signals, double lambda, int least, long seed) {
        super(signals, least, seed);
        if (!(lambda > 0)) {
            throw new IllegalArgumentException("lambda is " + lambda + ", expected above 0");
        }
        this.lambda = lambda;
        delays = new double[signals.examples()];
    }

    @Override
    protected void schedule(int[] active) {
        for (int i : active) {
            if (signals().isKnown(i)) {
                delays[i] = Math.min(0.5 * lambda / signals().signal(i), LONGEST_WAIT);
            }
        }
    }

    @Override
    protected double ticks(int example) {
        return delays[example];
    }

    /**
     * The wait δ of an example.
     *
     * @param example its index
     */
    public synchronized double delay(int example) {
        return delays[example];
    }

    /**
     * How much an example counts, {@code δ + 1}.
     *
     * @param example its index
     */
    public double weight(int example) {
        return delay(example) + 1;
    }

    @Override
    double[] weights(int[] drawn) {
        double[] weights = new double[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            weights[i] = weight(drawn[i]);
        }
        return weights;
    }
}
