/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import java.util.Arrays;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Weights that make minibatches of one example from each stratum unbiased.
 *
 * <p>With N examples in M strata that are not empty, stratum k of N_k, an example of stratum k has
 * the weight {@code w = M N_k / N}. The mean over a minibatch of one random example of each
 * stratum, {@code 1/M Σ_k w_k g_{i_k} = Σ_k N_k/N g_{i_k}}, has the mean gradient of all examples
 * as its mean and the variance {@code Σ_k (N_k/N)² σ_k²}.
 *
 * <p>Source: Faghri et al. 2020, section 3; fartashf/gvar_code.
 */
public final class StratifiedWeights {

    private final int[] strata;
    private final double[] weights;

    private StratifiedWeights(int[] strata, double[] weights) {
        this.strata = strata;
        this.weights = weights;
    }

    /**
     * Weights of a labelling.
     *
     * @param strata stratum of each example, from 0
     * @throws IllegalArgumentException if there is no example or a negative stratum
     */
    public static StratifiedWeights of(int... strata) {
        int last = Arrays.stream(strata).max().orElse(-1);
        int first = Arrays.stream(strata).min().orElse(-1);
        if (first < 0) {
            throw new IllegalArgumentException(
                    "strata are "
                            + Arrays.toString(strata)
                            + ", expected one of 0 or more for each of at least one example");
        }
        double[] weights = new double[last + 1];
        for (int stratum : strata) {
            weights[stratum]++;
        }
        long filled = Arrays.stream(weights).filter(size -> size > 0).count();
        for (int k = 0; k <= last; k++) {
            weights[k] *= (double) filled / strata.length;
        }
        return new StratifiedWeights(strata.clone(), weights);
    }

    /**
     * The weight of an example.
     *
     * @param example its index in the labelling
     * @return {@code M N_k / N}
     */
    public double weight(int example) {
        return weights[strata[example]];
    }

    /**
     * Lets each example's loss count by its weight: {@link ExampleWeights} says how. The output
     * layer must have the loss function {@link ExampleWeights#loss}.
     *
     * @param batch minibatch with labels of {@code [N, classes]}, one-hot; changed
     * @param examples index of each of its examples in the labelling
     * @throws IllegalArgumentException if the numbers of examples differ
     */
    public void apply(DataSet batch, int... examples) {
        ExampleWeights.multiply(batch, Arrays.stream(examples).mapToDouble(this::weight).toArray());
    }
}
