/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Binary networks: binary/estimator. */
package io.github.vernier.layers.binary.estimator;
