/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

/** Whether an interval holds its end points. */
public enum Bounds {
    /** {@code from <= x <= to}. */
    INCLUSIVE,
    /** {@code from < x < to}. */
    EXCLUSIVE
}
