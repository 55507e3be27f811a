/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import io.github.vernier.listeners.estimator.StratifiedWeights;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * One example from each stratum in turn, weighted so that the mean gradient stays unbiased.
 *
 * <p>Repeats: a random order of the M strata that are not empty, and of each the next example of
 * its own endless, reshuffled list. An example of stratum k of N_k counts {@code M N_k / N}, by
 * {@link StratifiedWeights}. Every place in a minibatch is each stratum's with probability 1/M, so
 * minibatches of any size have a mean of {@code Σ_k N_k/N · mean_k = ḡ}; of size M, the variance is
 * {@code N⁻² Σ_k N_k Σ_{i∈k}‖g_i − μ_k‖²}. An epoch has N places: examples of small strata come
 * more than once.
 *
 * <p>Until strata are set, every example comes once an epoch in a random order and counts 1. Strata
 * may be set at any time and hold from the next minibatch on.
 *
 * <p>Source: Faghri et al. 2020, section 3; fartashf/gvar_code (GlusterSampler).
 */
public final class StratifiedSampler implements Sampler {

    private static final long serialVersionUID = 1L;

    private final int examples;
    private final Shuffle shuffle;
    private EndlessShuffle order;
    private List<EndlessShuffle> members;
    private transient StratifiedWeights weights;
    private int[] strata = {};
    private int left;

    /**
     * A sampler without strata.
     *
     * @param examples number of examples N, at least 1
     * @param seed seed of all orders
     * @throws IllegalArgumentException if there are no examples
     */
    public StratifiedSampler(int examples, long seed) {
        if (examples < 1) {
            throw new IllegalArgumentException(
                    "sampler has " + examples + " examples, expected at least 1");
        }
        this.examples = examples;
        shuffle = new Shuffle(seed);
    }

    /**
     * Sets the strata.
     *
     * @param strata stratum of each example, from 0; numbers may be left out
     * @throws IllegalArgumentException if they are not as many as examples, or one is negative
     */
    public synchronized void setStrata(int... strata) {
        if (strata.length != examples) {
            throw new IllegalArgumentException(
                    "strata are of "
                            + strata.length
                            + " examples, expected "
                            + examples
                            + " as in the sampler");
        }
        weights = StratifiedWeights.of(strata);
        this.strata = strata.clone();
        int last = IntStream.of(strata).max().orElseThrow();
        members =
                IntStream.rangeClosed(0, last)
                        .mapToObj(this::membersOf)
                        .filter(list -> list.length > 0)
                        .map(list -> new EndlessShuffle(list, shuffle))
                        .toList();
        order = new EndlessShuffle(IntStream.range(0, members.size()).toArray(), shuffle);
    }

    private int[] membersOf(int stratum) {
        return IntStream.range(0, examples).filter(i -> strata[i] == stratum).toArray();
    }

    /**
     * The strata that hold now.
     *
     * @return a copy; empty if there are none
     */
    public synchronized int[] getStrata() {
        return strata.clone();
    }

    @Override
    public int examples() {
        return examples;
    }

    @Override
    public synchronized void startEpoch() {
        left = examples;
        if (strata.length == 0) {
            order = new EndlessShuffle(IntStream.range(0, examples).toArray(), shuffle);
        }
    }

    @Override
    public synchronized boolean hasNext() {
        return left > 0;
    }

    @Override
    public synchronized Draw next(int most) {
        if (left == 0) {
            throw new NoSuchElementException("The epoch is over, expected a call of startEpoch");
        }
        int[] drawn = new int[Math.min(most, left)];
        left -= drawn.length;
        if (strata.length == 0) {
            Arrays.setAll(drawn, i -> order.next());
            return Draw.of(drawn);
        }
        Arrays.setAll(drawn, i -> members.get(order.next()).next());
        return new Draw(drawn, IntStream.of(drawn).mapToDouble(weights()::weight).toArray());
    }

    private StratifiedWeights weights() {
        if (weights == null) {
            weights = StratifiedWeights.of(strata);
        }
        return weights;
    }
}
