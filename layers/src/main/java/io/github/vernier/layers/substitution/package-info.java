/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Makes an existing model compact: its plain convolutions are replaced, to a budget, and start from
 * the trained weights.
 *
 * <pre>{@code
 * MultiLayerNetwork trained = ModelSerializer.restoreMultiLayerNetwork(file);
 * Substituted<MultiLayerNetwork> tenth = Substitution.builder()
 *         .with(new HashedSubstitute())      // or LowRankSubstitute, ..., or one's own
 *         .keepFirst()
 *         .minKernel(2)
 *         .share(0.1)
 *         .build()
 *         .apply(trained);
 * }</pre>
 *
 * <p>{@link io.github.vernier.layers.substitution.Substitution} chooses, solves for the budget,
 * replaces and copies, for chains and graphs, configurations and networks. A {@link
 * io.github.vernier.layers.substitution.Substitute} is a family of layers: one class with two
 * methods, to make a layer of a given ratio and to set its parameters from a trained weight.
 * Budgets count parameters or, by {@code measure(SizeMeasure.BITS)}, bits; of a family without
 * sizes, such as the binary one, they decide which convolutions are replaced.
 *
 * <p>How the families start from a trained weight: hashed layers by bucket means; the others split
 * it into a depthwise and a 1x1 part by the best rank-1 approximation of each input channel's
 * kernels, and the 1x1 part by singular value decompositions (low rank, tensor train, Tucker), by
 * eigenvalues (tied) or, without the split, block by block by alternating least squares (shuffle).
 * The report has the relative residual of each layer.
 *
 * <p>{@link io.github.vernier.layers.substitution.CompressedWeightDecay} weakens the regularization
 * of compressed parameters by the ratio of the networks' sizes, as the published study does.
 *
 * <p>A network so initialized computes something else than the trained one (the report's residuals
 * say how far its weights are off) and has to be trained further; a hashed layer a tenth as large
 * keeps little more of a weight than the bucket means. Batch normalization starts with the running
 * statistics of the trained network and adapts them in training. {@code Initialization.FRESH}
 * starts the substituted layers anew instead.
 */
package io.github.vernier.layers.substitution;
