/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.onednn;

/** Marks an executioner that keeps oneDNN from operands it gets wrong. */
interface GuardedExecutioner {}
