/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.execution;

import java.io.Serializable;

/**
 * What a search optimizes: trains and scores one configuration.
 *
 * @param <T> what the space makes of a point
 */
@FunctionalInterface
public interface Objective<T> extends Serializable {

    /**
     * Scores a configuration.
     *
     * @param configuration the configuration
     * @param trial its trial, to report epochs to
     * @return the score; a number that is not finite fails the trial
     * @throws Exception what fails the trial; the stack trace is kept
     */
    double evaluate(T configuration, TrialContext trial) throws Exception;
}
