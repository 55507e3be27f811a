/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Inference with one bit for a sign: products are exclusive ors, sums are bit counts.
 *
 * <p>{@link io.github.vernier.layers.binary.packed.SignBits} is a vector of signs; {@link
 * io.github.vernier.layers.binary.packed.BitPackedConvolution} a convolution of them.
 */
package io.github.vernier.layers.binary.packed;
