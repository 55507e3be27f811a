/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: whether a trial is worth another epoch is read off the learning curves of trials before
 * it.
 *
 * <pre>{@code
 * Search.builder()....pruning(MedianPruning.defaults())
 * Search.builder()....pruning(SuccessiveHalving.from(1).keepOneIn(3))
 * }</pre>
 *
 * <p>A rule sees a trial's own scores and the curves of trials up to its horizon, the same trials
 * that its values were chosen from. They are all finished, so a trial is pruned at the same epoch
 * in every run of the search, with one worker or many, and on other machines without asking back.
 * The price is that the last few trials have no say. A pruned trial keeps its scores and is no
 * failure.
 */
package io.github.vernier.arbiter.pruning;
