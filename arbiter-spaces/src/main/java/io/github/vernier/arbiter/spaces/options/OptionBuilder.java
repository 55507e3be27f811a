/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import io.github.vernier.arbiter.spaces.value.PlainValue;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * A builder of a space that takes the options of another builder by name.
 *
 * <p>Interfaces that extend this one are groups of options, one line for each, which builders of
 * spaces put together.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface OptionBuilder<T> {

    /**
     * Searches an option.
     *
     * @param name name of the setter in the builder of what the space makes: of one argument, of
     *     none (called if the value is true), or of several numbers (given an array)
     * @param type type of the values
     * @param space the space
     * @param <V> type of the values
     * @return this builder
     */
    <V> T option(String name, Class<V> type, ParameterSpace<V> space);

    /**
     * Fixes an option.
     *
     * @param name name of the setter
     * @param type type of the value
     * @param value the value
     * @param <V> type of the value
     * @return this builder
     */
    default <V> T option(String name, Class<V> type, V value) {
        return option(name, type, new PlainValue<>(value));
    }
}
