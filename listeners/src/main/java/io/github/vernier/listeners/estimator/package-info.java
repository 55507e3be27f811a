/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: another way from a minibatch to a direction, inside the stock trainer.
 *
 * <pre>{@code
 * network.addListeners(
 *     EstimatorListener.builder(KFac.builder().damping(1e-2).build())
 *         .frequent(Schedule.every(10))
 *         .infrequent(Schedule.every(100))
 *         .use(true)
 *         .build());
 * network.fit(data, epochs);
 * }</pre>
 *
 * <p>{@link io.github.vernier.listeners.estimator.GradientEstimator} defines the words: step,
 * frequent, infrequent, direction.
 *
 * <h2>Estimators</h2>
 *
 * <table>
 * <caption>Price in gradients of one minibatch, with n/N minibatches of data</caption>
 * <tr><th>estimator</th><th>frequent</th><th>infrequent</th><th>direction</th></tr>
 * <tr><td>{@link io.github.vernier.listeners.estimator.MinibatchGradient} (SG, SG-2x)</td>
 *   <td>0</td><td>0</td><td>0, 1</td></tr>
 * <tr><td>{@link io.github.vernier.listeners.estimator.Svrg}</td>
 *   <td>0</td><td>n/N</td><td>1; 2 with dropout</td></tr>
 * <tr><td>{@link io.github.vernier.listeners.estimator.KFac}</td>
 *   <td>1</td><td>eigenvectors</td><td>four products of matrices for each layer</td></tr>
 * </table>
 *
 * <p>These come on top of training's own gradient, which serves where it can. Write your own by
 * implementing the interface.
 *
 * <h2>Using and measuring</h2>
 *
 * <p>{@link io.github.vernier.listeners.estimator.EstimatorListener} with {@code use(true)} changes
 * the gradient and thereby training. Without, it changes nothing; {@code measure(...)} compares the
 * variance of the direction with that of the plain gradient along the way, as in Faghri et al.
 * 2020, and {@code recordTo(...)} keeps it as {@code EstimatorUpdate}s. {@link
 * io.github.vernier.listeners.estimator.EstimatorDirection} hands any estimator's directions to
 * {@code listeners.variance}.
 *
 * <h2>Scale</h2>
 *
 * <p>Directions are in units of the mean gradient per example. DL4J's gradient at the hook is the
 * sum over the minibatch, which its updater divides; the listener multiplies accordingly.
 *
 * <h2>Strata</h2>
 *
 * <p>{@link io.github.vernier.listeners.estimator.StratifiedWeights} makes minibatches of one
 * example from each stratum unbiased; {@code listeners.sampling} draws them. {@link
 * io.github.vernier.listeners.estimator.ExampleWeights} has weights multiply labels, not a mask of
 * labels, which DL4J's dense output layers apply to their pre-activations as well.
 *
 * <h2>Failure</h2>
 *
 * <p>An estimator that throws or returns numbers that are not finite is logged once and rests;
 * training goes on with the plain gradient.
 */
package io.github.vernier.listeners.estimator;
