/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Binary layers. */
package io.github.vernier.layers.binary;
