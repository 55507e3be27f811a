/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import java.util.Objects;
import java.util.Random;

/**
 * How an example finds its cluster: the arg-min of its cost, the first of equals.
 *
 * <p>Cost of cluster k: the distance; with {@link Weighting#RUNNING_SIZE} times {@code N_k + 1};
 * plus a penalty times {@code N_k + 1}; rounded to a grid, half to even; plus noise. Every default
 * is the published one.
 *
 * <p>Source: Faghri et al. 2020; fartashf/gvar_code.
 */
public final class AssignmentRule {

    private final Weighting weighting;
    private final DistanceForm form;
    private final double sizePenalty;
    private final double grid;
    private final double noise;
    private final Random random;

    private AssignmentRule(Builder builder) {
        weighting = builder.weighting;
        form = weighting == Weighting.NONE ? builder.form : DistanceForm.SQUARED;
        sizePenalty = builder.sizePenalty;
        grid = builder.grid;
        noise = builder.noise;
        random = new Random(builder.seed);
    }

    /** The published rule, to be changed. */
    public static Builder builder() {
        return new Builder();
    }

    /** The published rule: sizes so far count, distances on a grid of 1e-7. */
    public static AssignmentRule published() {
        return builder().build();
    }

    /** How sizes count. */
    public Weighting weighting() {
        return weighting;
    }

    /** Which terms of distances are summed. */
    public DistanceForm form() {
        return form;
    }

    /**
     * Costs of distances, in place.
     *
     * @param distances {@code [N][C]}, overwritten
     * @param sizes {@code N_k} of each cluster
     */
    void toCosts(double[][] distances, double[] sizes) {
        for (double[] row : distances) {
            for (int k = 0; k < row.length; k++) {
                double cost = row[k];
                if (weighting == Weighting.RUNNING_SIZE) {
                    cost *= sizes[k] + 1;
                }
                cost += sizePenalty * (sizes[k] + 1);
                if (grid > 0) {
                    cost = Math.rint(cost / grid) * grid;
                }
                row[k] = noise == 0 ? cost : cost + noise * random.nextDouble();
            }
        }
    }

    /** The first smallest. */
    static int argMin(double[] costs) {
        int least = 0;
        for (int k = 1; k < costs.length; k++) {
            if (costs[k] < costs[least]) {
                least = k;
            }
        }
        return least;
    }

    /** Settings of a rule. */
    public static final class Builder {

        private Weighting weighting = Weighting.RUNNING_SIZE;
        private DistanceForm form = DistanceForm.WITHOUT_EXAMPLE_NORM;
        private double sizePenalty;
        private double grid = 1e-7;
        private double noise;
        private long seed = 1;

        private Builder() {}

        /**
         * Sets how sizes count ({@code mul_Nk}).
         *
         * @param weighting default {@link Weighting#RUNNING_SIZE}
         * @return this
         */
        public Builder weighting(Weighting weighting) {
            this.weighting = Objects.requireNonNull(weighting, "weighting must be given");
            return this;
        }

        /**
         * Sets which terms of distances are summed ({@code add_GG}), where sizes do not count.
         *
         * @param form default {@link DistanceForm#WITHOUT_EXAMPLE_NORM}
         * @return this
         */
        public Builder form(DistanceForm form) {
            this.form = Objects.requireNonNull(form, "form must be given");
            return this;
        }

        /**
         * Sets the penalty for large clusters ({@code g_reg_Nk}).
         *
         * @param penalty added times {@code N_k + 1}, at least 0; default 0
         * @return this
         */
        public Builder sizePenalty(double penalty) {
            this.sizePenalty = checkNotNegative("size penalty", penalty);
            return this;
        }

        /**
         * Sets the grid to which costs are rounded ({@code eps_td}).
         *
         * @param grid its step, 0 for none; default 1e-7
         * @return this
         */
        public Builder grid(double grid) {
            this.grid = checkNotNegative("grid", grid);
            return this;
        }

        /**
         * Sets the noise of costs ({@code gnoise}).
         *
         * @param noise added times U[0, 1), at least 0; default 0
         * @param seed seed of the noise
         * @return this
         */
        public Builder noise(double noise, long seed) {
            this.noise = checkNotNegative("noise", noise);
            this.seed = seed;
            return this;
        }

        private static double checkNotNegative(String what, double value) {
            if (!(value >= 0)) {
                throw new IllegalArgumentException(what + " is " + value + ", expected at least 0");
            }
            return value;
        }

        /** The rule. */
        public AssignmentRule build() {
            return new AssignmentRule(this);
        }
    }
}
