/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Layers whose matrix is a product of diagonal matrices and cosine transforms: ACDC (Moczulski et
 * al. 2015, arXiv 1511.05946), as the published studies of efficient substitutes run it
 * (gngdb/pytorch-acdc). A c×c matrix with n factors has 2nc parameters.
 *
 * <pre>{@code
 * new AcdcConvolution2D.Builder(3, 3).layers(12).nOut(64).activation(Activation.RELU).build()
 * new AcdcDense.Builder().factors(12).nOut(1024).activation(Activation.RELU).build()
 * }</pre>
 *
 * <p>{@link io.github.vernier.layers.acdc.AcdcConvolution2D} is a depthwise convolution followed by
 * a 1×1 convolution with such a kernel; {@link io.github.vernier.layers.acdc.AcdcDense} a dense
 * layer. Both are {@link io.github.vernier.layers.acdc.AcdcWeight}, a function of the parameters A
 * and D in the sense of {@link io.github.vernier.layers.parameterized}; every option of the stock
 * convolution applies. {@link io.github.vernier.layers.acdc.Dct} is the transform, the {@link
 * io.github.vernier.layers.acdc.ChannelPermutation}s stand between factors.
 *
 * <h2>One factor</h2>
 *
 * <p>{@code M = R(diag(A) · C) · diag(D) · C⁻¹}, R a riffle of the columns, and after every factor,
 * the last included, a permutation of the columns. {@code original(true)} leaves out R, as the
 * paper does; {@code permutation(...)} replaces the riffles after the factors, also by one from a
 * seed ({@link io.github.vernier.layers.acdc.RandomPermutation}), which is saved with the model.
 * Because a riffle leaves the first element in its place, a factor with A = D = 1 is orthogonal; A
 * and D start from N(1, 0.01²).
 *
 * <h2>As published, and worth knowing</h2>
 *
 * <ul>
 *   <li>{@code layers(n)} makes n − 1 factors: the published code drops its last layer. {@code
 *       factors(n)} makes n.
 *   <li>The kernel of a convolution is W itself, {@code weight[o, i] = W[o, i]}, so that it
 *       computes W x; the dense layer computes x W.
 *   <li>With more outputs than inputs channels are repeated, with fewer adjacent ones are summed
 *       (nOut must divide nIn).
 *   <li>A riffle needs an even number of channels.
 *   <li>At the last published commit {@code original} had no effect; here it has.
 * </ul>
 *
 * <h2>How it is computed</h2>
 *
 * <p>The published code multiplies c×c matrices, 2n − 1 products forward and twice that backward,
 * whatever the batch. Here the kernel is built by transforming the columns of the unit matrix,
 * {@code n c² log c} operations ({@link io.github.vernier.layers.acdc.AcdcPath#WEIGHT}), and the
 * convolution is an ordinary one, on oneDNN; or the activations are transformed and no matrix
 * exists ({@link io.github.vernier.layers.acdc.AcdcPath#ACTIVATIONS}), which is faster where there
 * are fewer columns than channels. At inference the kernel is built once until the parameters
 * change. Transforms run in Java, on blocks of columns that fit the cache, blocks in parallel in
 * the common fork-join pool; the result does not depend on the number of threads. Sizes with a
 * large odd factor are slower: that factor's transform is a matrix product.
 */
package io.github.vernier.layers.acdc;
