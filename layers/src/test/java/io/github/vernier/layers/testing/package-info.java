/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What tests of layers share: the contract of a convolution layer, golden files, comparisons. */
package io.github.vernier.layers.testing;
