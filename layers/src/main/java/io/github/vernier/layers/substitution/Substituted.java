/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

/**
 * A network or configuration with substituted layers, and what was done.
 *
 * @param <T> what was given: a configuration or a network of either kind
 * @param result the new one
 * @param report what was done
 */
public record Substituted<T>(T result, SubstitutionReport report) {}
