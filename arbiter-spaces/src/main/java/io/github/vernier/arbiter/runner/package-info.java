/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a runner for Arbiter's own configuration that ends, counts what failed, and keeps what
 * it did.
 *
 * <pre>{@code
 * IOptimizationRunner runner = new SafeOptimizationRunner(2, configuration);   // was: LocalOptimizationRunner
 * runner.execute();
 * }</pre>
 *
 * <p>Configurations, generators, task creators, savers, termination conditions and listeners of
 * Arbiter work as they are. What differs from {@code LocalOptimizationRunner} of 1.0.0-beta7:
 *
 * <table>
 * <caption>Hazards of beta7</caption>
 * <tr><th>where</th><th>beta7</th><th>here</th></tr>
 * <tr><td>a grid smaller than MaxCandidates</td><td>polls for ever</td><td>ends: exhausted</td></tr>
 * <tr><td>every candidate fails while it is made</td><td>busy loop that no condition
 *     ends</td><td>each is a failed trial; ends after three in a row</td></tr>
 * <tr><td>NaN as the first score</td><td>stays the best</td><td>a failed trial</td></tr>
 * <tr><td>MaxTime</td><td>waits for running candidates, up to two days</td><td>stops them, at the
 *     next iteration of a network, or leaves them behind after the grace</td></tr>
 * <tr><td>shutdown(false)</td><td>the search goes on and breaks</td><td>ends</td></tr>
 * <tr><td>MaxCandidates with several at a time</td><td>overshoots</td><td>exact</td></tr>
 * <tr><td>a candidate's failure</td><td>only logged</td><td>stack trace in the candidate's info and
 *     the trial</td></tr>
 * <tr><td>sampled values</td><td>coordinates, in memory</td><td>named values, in the store</td></tr>
 * </table>
 *
 * <p>Two more are the grid generator's own, and no runner can mend them: a choice of one value
 * breaks every candidate, and a {@code BooleanSpace} counts as a range. {@link
 * io.github.vernier.arbiter.generator.GridSearch} does neither.
 */
package io.github.vernier.arbiter.runner;
