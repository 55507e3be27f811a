/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

/**
 * Descent with steps of fixed length along the {@link CentralDifference}: {@code x ← x − lr ·
 * CDG/‖CDG‖₂}.
 *
 * <p>With a fixed length the iteration ends in a cycle of two points whose value depends on lr, and
 * whose centre is off by ε: only smaller lr <em>and</em> ε go further. Both shrink together here.
 *
 * @param learningRate length of a step at first
 * @param epsilon ε at first
 * @param firstDecay number of updates after which both are first multiplied by {@code decay}
 * @param decayEvery number of updates between later multiplications
 * @param decay factor, in (0, 1]
 */
public record NormalizedDescent(
        double learningRate, double epsilon, int firstDecay, int decayEvery, double decay) {

    /** The schedule of the published runs: 0.1 and 1e-2, a tenth of both at 30k, 40k, 50k, … */
    public static final NormalizedDescent PUBLISHED =
            new NormalizedDescent(0.1, 1e-2, 30_000, 10_000, 0.1);

    /** Sees the points. */
    @FunctionalInterface
    public interface Observer {

        /**
         * Called before the first update and after each.
         *
         * @param updates updates done
         * @param x point; not to be changed or kept
         */
        void at(int updates, double[] x);
    }

    /** Checks the settings. */
    public NormalizedDescent {
        if (!(learningRate > 0 && epsilon > 0 && decay > 0 && decay <= 1)
                || firstDecay < 1
                || decayEvery < 1) {
            throw new IllegalArgumentException(
                    "learning rate "
                            + learningRate
                            + ", epsilon "
                            + epsilon
                            + ", decay "
                            + decay
                            + " at "
                            + firstDecay
                            + " and every "
                            + decayEvery
                            + " updates: expected positive ones, and a decay of at most 1");
        }
    }

    /**
     * Runs.
     *
     * @param f function
     * @param start first point, {@code [D]}; not changed
     * @param updates number of updates; fewer are done if CDG becomes zero
     * @param observer sees the points
     * @return the last point
     */
    public double[] run(Objective f, double[] start, int updates, Observer observer) {
        double[] x = start.clone();
        double[] gradient = new double[x.length];
        double lr = learningRate;
        double eps = epsilon;
        observer.at(0, x);
        for (int done = 0; done < updates; done++) {
            if (done >= firstDecay && (done - firstDecay) % decayEvery == 0) {
                lr *= decay;
                eps *= decay;
            }
            CentralDifference.gradient(f, x, eps, gradient);
            double squares = 0;
            for (double g : gradient) {
                squares += g * g;
            }
            if (squares == 0) {
                return x;
            }
            double step = lr / Math.sqrt(squares);
            for (int d = 0; d < x.length; d++) {
                x[d] -= step * gradient[d];
            }
            observer.at(done + 1, x);
        }
        return x;
    }
}
