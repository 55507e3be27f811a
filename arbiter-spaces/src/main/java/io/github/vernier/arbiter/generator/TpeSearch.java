/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.trial.Study;

/**
 * Tree-structured Parzen estimator: proposes where good trials are dense and bad ones are not.
 *
 * <p>Trials are split into the best γ(n) = min(⌈0.1 n⌉, 25) and the rest. Each part becomes a
 * mixture of one kernel a trial, l(x) and g(x), and a prior; of 24 points drawn from l, the one
 * with the largest l(x)/g(x) is proposed, which has the largest expected improvement (Bergstra,
 * Bardenet, Bengio and Kégl, "Algorithms for Hyper-Parameter Optimization", NIPS 2011). Defaults
 * are Optuna's ({@code optuna/samplers/_tpe/sampler.py}), but that kernels are products over all
 * parameters ("multivariate", an option there), so that parameters which matter together are
 * learned together.
 *
 * <ul>
 *   <li>All happens in the unit cube, where logarithmic ranges are even already. Kernels of numbers
 *       are normal distributions cut off at 0 and 1, of choices the observed value plus a uniform
 *       share.
 *   <li>Pruned trials rank behind complete ones: the longer trained first, then the better.
 *   <li>Trials between the horizon and the candidate count as bad ones ("constant liar"), so that
 *       neighbours in the sequence do not propose the same.
 *   <li>A parameter that played no part in a trial has the prior in that trial's kernel.
 *   <li>Of several goals, trials are ranked by Pareto front, and within a front by crowding
 *       distance (Deb et al., "A Fast and Elitist Multiobjective Genetic Algorithm", 2002).
 * </ul>
 */
public final class TpeSearch implements Generator {

    /** Uniform trials before the first estimate. */
    public static final int DEFAULT_STARTUP = 10;

    /** Points drawn from the good trials' mixture. */
    public static final int DEFAULT_DRAWS = 24;

    /** Weight of the prior kernel against that of a trial. */
    public static final double DEFAULT_PRIOR_WEIGHT = 1;

    private final int startup;
    private final int draws;
    private final double priorWeight;
    private final Kernels kernels;

    /** How kernels of several parameters combine. */
    public enum Kernels {
        /** One kernel a trial over all parameters. */
        JOINT,
        /** Each parameter by itself, as in Bergstra's paper and Optuna's default. */
        INDEPENDENT
    }

    private TpeSearch(Builder builder) {
        this.startup = builder.startup;
        this.draws = builder.draws;
        this.priorWeight = builder.priorWeight;
        this.kernels = builder.kernels;
    }

    /** The defaults. */
    public static TpeSearch defaults() {
        return builder().build();
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String settings() {
        return "TPE, startup "
                + startup
                + ", draws "
                + draws
                + ", prior weight "
                + priorWeight
                + ", kernels "
                + kernels;
    }

    @Override
    public boolean learns() {
        return true;
    }

    @Override
    public CandidateSequence begin(SearchSpace<?> space, Study study) {
        return new TpeSequence(this, space, study);
    }

    int startup() {
        return startup;
    }

    int draws() {
        return draws;
    }

    double priorWeight() {
        return priorWeight;
    }

    Kernels kernels() {
        return kernels;
    }

    /** Options of the estimator. */
    public static final class Builder {

        private int startup = DEFAULT_STARTUP;
        private int draws = DEFAULT_DRAWS;
        private double priorWeight = DEFAULT_PRIOR_WEIGHT;
        private Kernels kernels = Kernels.JOINT;

        private Builder() {}

        /**
         * Sets how many trials are uniform before the first estimate.
         *
         * @param startup at least 1
         */
        public Builder startup(int startup) {
            this.startup = atLeastOne("startup", startup);
            return this;
        }

        /**
         * Sets how many points are drawn for each candidate.
         *
         * @param draws at least 1
         */
        public Builder draws(int draws) {
            this.draws = atLeastOne("draws", draws);
            return this;
        }

        /**
         * Sets the weight of the prior: larger explores more.
         *
         * @param priorWeight above 0
         */
        public Builder priorWeight(double priorWeight) {
            if (!(priorWeight > 0)) {
                throw new IllegalArgumentException(
                        "priorWeight must be above 0, but got " + priorWeight);
            }
            this.priorWeight = priorWeight;
            return this;
        }

        /**
         * Sets how kernels of several parameters combine.
         *
         * @param kernels jointly or independently
         */
        public Builder kernels(Kernels kernels) {
            this.kernels = kernels;
            return this;
        }

        /** Makes the generator. */
        public TpeSearch build() {
            return new TpeSearch(this);
        }

        private static int atLeastOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, but got " + value);
            }
            return value;
        }
    }
}
