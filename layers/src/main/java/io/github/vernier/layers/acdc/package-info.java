/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** ACDC. */
package io.github.vernier.layers.acdc;
