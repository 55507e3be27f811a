/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a generator is a sequence of points of the unit cube, each a function of the seed, its
 * own id and the results of trials far enough back, and of nothing else.
 *
 * <pre>{@code
 * TpeSearch.defaults()                          // learns: the default
 * new SobolSearch()                             // even cover, no learning
 * new GridSearch(5, Order.SEQUENTIAL)           // every combination
 * new RandomSearch(), new GeneticSearch()       // Arbiter's
 * new ArbiterGenerator("mine", () -> new MyCandidateGenerator(space))
 * }</pre>
 *
 * <h2>Why a seed gives the same sequence whatever the parallelism</h2>
 *
 * <p>A generator that learns from whatever has finished gives another sequence with two workers
 * than with one, and another in each run. Here candidate k learns from trials 0 to k − 1 − lag and
 * no others (the {@link io.github.vernier.arbiter.generator.History horizon}), even if more have
 * finished. Candidate k is not chosen before these have. So the sequence is the same with 1 worker
 * or many, resumed or not; up to lag + 1 workers find work, and fewer if one trial takes longer
 * than the lag's others together. Generators that do not learn never wait.
 *
 * <p>Of the trials in between only the values are known. {@link
 * io.github.vernier.arbiter.generator.TpeSearch} takes them for bad ones, so that it does not
 * propose the same again.
 *
 * <h2>A generator of your own</h2>
 *
 * <p>Implement {@link io.github.vernier.arbiter.generator.Generator} and {@link
 * io.github.vernier.arbiter.generator.CandidateSequence}; do not read clocks or how pending trials
 * stand. Coordinates are in Arbiter's numbering, so any {@code CandidateGenerator} fits into {@link
 * io.github.vernier.arbiter.generator.ArbiterGenerator}.
 */
package io.github.vernier.arbiter.generator;
