/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a search that ends, says why, and can be gone on with.
 *
 * <pre>{@code
 * try (Search<DL4JConfiguration> search = Search.builder()
 *         .space(space)                              // any of Arbiter's spaces
 *         .maximize("accuracy", objective)
 *         .trials(40).timeLimit(Duration.ofMinutes(20)).parallelism(2)
 *         .pruning(SuccessiveHalving.defaults())
 *         .store(Path.of("search.db"))               // run again to resume
 *         .seed(1)
 *         .build()) {
 *     SearchResult result = search.run();
 *     result.end().explanation();                    // "All 40 trials have been run"
 *     result.best();
 * }
 * }</pre>
 *
 * <p>{@link io.github.vernier.arbiter.network.NetworkObjective} is the objective of networks.
 *
 * <h2>What ends a search</h2>
 *
 * <p>The number of trials, a grid that is done, the time limit, a condition, a request to stop, or
 * {@value io.github.vernier.arbiter.search.SearchBuilder#DEFAULT_CONSECUTIVE_FAILURES} failed
 * trials in a row, whichever comes first. Limits are hard: trials that run then are told to stop,
 * interrupted, and after a grace left behind on a daemon thread.
 *
 * <h2>What a trial can become</h2>
 *
 * <p>Complete, with a finite score for every goal; pruned; failed, with the stack trace: it threw,
 * took too long, scored NaN or infinity, or could not be made; or cancelled with its search. A
 * failed one is tried again if {@code retries} says so; a lost machine or a killed process costs no
 * retry.
 *
 * <h2>Resuming</h2>
 *
 * <p>The sequence of candidates is a function of the seed ({@link
 * io.github.vernier.arbiter.generator}), and each step of a trial is a transaction ({@link
 * io.github.vernier.arbiter.trial}), so a search that is killed and resumed has the same trials as
 * one that is not: those that were running run again with the same values and seed, and each
 * completes once. The seed, the space, goals, generator, pruning and lag must be the same; the
 * number of trials, limits and parallelism may change.
 */
package io.github.vernier.arbiter.search;
