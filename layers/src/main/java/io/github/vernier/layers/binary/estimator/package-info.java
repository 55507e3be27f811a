/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a binary network does where calculus gives nothing: quantizers with a gradient to use in
 * place of their derivative, called straight-through estimators.
 *
 * <table>
 * <caption>Estimators: forward, and the factor that a gradient gets</caption>
 * <tr><td>{@link io.github.vernier.layers.binary.estimator.Identity}</td><td>sign</td>
 *     <td>1</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.estimator.ClippedIdentity}</td><td>sign</td>
 *     <td>1 where |x| ≤ c (or &lt;)</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.estimator.ApproxSign}</td><td>sign</td>
 *     <td>max(0, 2 − 2|x|)</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.estimator.SwishSign}</td><td>sign</td>
 *     <td>β(2 − βx tanh(βx/2)) / (1 + cosh βx)</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.estimator.ErrorDecay},
 *     {@link io.github.vernier.layers.binary.estimator.ScheduledErrorDecay}</td><td>sign</td>
 *     <td>k t (1 − tanh² tx)</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.estimator.Stochastic}</td>
 *     <td>random sign</td><td>1 in an interval</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.estimator.StochasticRounding}</td>
 *     <td>random sign, by the range of a minibatch</td><td>another estimator's</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.estimator.Heaviside}</td><td>0, 1</td>
 *     <td>1 in an interval</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.estimator.Ternary},
 *     {@link io.github.vernier.layers.binary.estimator.TernaryWeights}</td><td>−1, 0, 1</td>
 *     <td>1 where |x| ≤ c</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.estimator.DorefaActivations},
 *     {@link io.github.vernier.layers.binary.estimator.DorefaWeights}</td><td>k bits</td>
 *     <td>1 in [0, 1]; (1 − tanh²) / max</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.estimator.MagnitudeAwareSign}</td>
 *     <td>mean|w| · sign</td><td>three published ones</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.estimator.HardTanh},
 *     {@link io.github.vernier.layers.binary.estimator.LeakyTanh}</td><td>not quantizers</td>
 *     <td>for comparison, and as activations</td></tr>
 * </table>
 *
 * <p>{@link io.github.vernier.layers.binary.estimator.SignEstimators} has them all by name. Your
 * own is one record that implements {@link
 * io.github.vernier.layers.binary.estimator.ScalarSignEstimator}: two functions of a number.
 *
 * <h2>The sign of zero</h2>
 *
 * <p>Published code disagrees, so {@link io.github.vernier.layers.binary.estimator.ZeroSign} is an
 * option everywhere. Zeros are real: padding, and ReLU before a sign. One bit cannot hold a zero: a
 * network for packed inference needs {@code PLUS_ONE}.
 *
 * <h2>Schedules</h2>
 *
 * <p>Estimators are immutable. {@link io.github.vernier.layers.binary.estimator.SignEstimator#at}
 * gives the one of an iteration and epoch; the layers that use estimators ask for it.
 *
 * <h2>Speed</h2>
 *
 * <p>Arrays in C order in host memory are done in one pass in place, without branches on signs
 * (guessing random signs is what is slow). Other arrays go through ND4J's operations.
 */
package io.github.vernier.layers.binary.estimator;
