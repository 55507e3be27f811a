/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Search with Arbiter; {@link io.github.vernier.arbiter.spaces} has the spaces of the layers. */
package io.github.vernier.arbiter;
