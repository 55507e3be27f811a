/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * An array's memory as Java sees it, for loops that ND4J has no fast operation for: no copies, no
 * access element by element. Not meant for users; it may change.
 */
package io.github.vernier.layers.memory;
