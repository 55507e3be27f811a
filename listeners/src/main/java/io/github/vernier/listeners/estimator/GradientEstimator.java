/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.Twin;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A way to go from a minibatch to a direction of descent.
 *
 * <p>The vocabulary, used by all estimators:
 *
 * <ul>
 *   <li>a <em>step</em> ({@link Step}) is one minibatch at the present parameters, in training or
 *       in a measurement;
 *   <li>a <em>direction</em> is the estimator's answer to a step, in units of the mean gradient per
 *       example;
 *   <li>a <em>frequent</em> operation refreshes the estimator's state at the price of about one
 *       gradient (K-FAC's factors, every ten iterations or so);
 *   <li>an <em>infrequent</em> operation does so at a much higher price (SVRG's pass over all data,
 *       K-FAC's eigenvectors; every hundred iterations, or every epoch).
 * </ul>
 *
 * <p>When several are due in an iteration, the order is frequent, infrequent, direction. An
 * estimator whose state is not there yet, because no operation has been due, answers with the plain
 * gradient. {@link #direction} changes no state, so that measuring an estimator's variance leaves
 * it as it was. Random numbers are ND4J's; the caller sees to it that training's are not used up.
 *
 * <p>Source: fartashf/gvar_code, {@code estim/gestim.py}, whose {@code grad}, {@code snap_online}
 * and {@code snap_batch} these are.
 */
public interface GradientEstimator {

    /** Short name for logs and records, such as {@code SVRG}. */
    String name();

    /**
     * Forgets all and serves a network from now on.
     *
     * @param twin twin of the network in training; free to be run, and, since other estimators may
     *     have it too, not to be changed
     */
    void begin(Twin twin);

    /**
     * The frequent operation.
     *
     * @param step the present iteration
     */
    void frequent(Step step);

    /**
     * The infrequent operation.
     *
     * @param step the present iteration
     */
    void infrequent(Step step);

    /**
     * Estimates.
     *
     * @param step minibatch
     * @return {@code [1, D]}, in units of the mean gradient per example; the estimator's own array,
     *     overwritten by its next answer, which the caller may change. Coordinates that training
     *     does not move along a gradient may hold anything
     */
    INDArray direction(Step step);

    /** What part of the network is estimated in another way than by the plain gradient. */
    Coverage coverage();
}
