/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Placeholder. */
package io.github.vernier.examples.data;
