/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Pop-Art. */
package io.github.vernier.layers.popart;
