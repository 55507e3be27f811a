/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.execution;

import java.io.Serializable;

/**
 * A further goal that a configuration decides by itself, such as its size.
 *
 * @param <T> what the space makes of a point
 */
@FunctionalInterface
public interface Measure<T> extends Serializable {

    /**
     * Measures a configuration.
     *
     * @param configuration the configuration
     * @return the value; a number that is not finite fails the trial
     */
    double of(T configuration);
}
