/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: running a trial is a function of a task, so it runs the same on this thread, another
 * one, or another machine.
 *
 * <p>A {@link io.github.vernier.arbiter.execution.TrialTask} has all a trial needs: the
 * configuration, the objective, the seed, and the learning curves its pruning rule looks at. {@link
 * io.github.vernier.arbiter.execution.TrialTask#run} never throws; what happened is in the {@link
 * io.github.vernier.arbiter.execution.TaskResult}. An objective reports each epoch:
 *
 * <pre>{@code
 * Objective<Double> objective = (x, trial) -> {
 *     double score = 0;
 *     for (int epoch = 1; epoch <= 10; epoch++) {
 *         score = train(x, trial.seed());
 *         trial.report(epoch, score);      // throws if the trial is pruned or stopped
 *     }
 *     return score;
 * };
 * }</pre>
 *
 * <p>Long epochs call {@link io.github.vernier.arbiter.execution.TrialContext#checkpoint()} now and
 * then, so that they can be stopped in between. A {@link
 * io.github.vernier.arbiter.execution.TrialExecutor} decides where tasks run.
 */
package io.github.vernier.arbiter.execution;
