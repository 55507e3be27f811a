/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Training weights that are signs: Bop (Helwegen et al. 2019, arXiv 1906.02107).
 *
 * <pre>{@code
 * new Bop(1e-4, 1e-8).on(new ConvolutionLayer.Builder(3, 3).nOut(64), new Adam(1e-3)).build()
 * }</pre>
 *
 * <p>works with any layer that has weights, stock ones included; layers it is not set on train as
 * they did.
 */
package io.github.vernier.layers.binary.bop;
