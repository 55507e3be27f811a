/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: of a binary network the latent weights tell what the loss does not.
 *
 * <p>{@link io.github.vernier.listeners.weights.BinaryWeightListener} looks at each binary weight
 * of each layer after the update, and writes {@linkplain
 * io.github.vernier.layers.binary.diagnostics.BinaryWeightStatistics dead and clamped shares,
 * quantization error by both conventions of the factor, entropies, sign balance}, τ and the bound
 * in force, the share of signs that flipped since its last look, and a histogram of the latent
 * weights.
 *
 * <pre>{@code
 * network.addListeners(BinaryWeightListener.builder()
 *         .schedule(Schedule.everyEpoch()).histogram(40, -1, 1).recordTo(storage).build());
 * }</pre>
 *
 * <p>What to look for: a flip ratio that falls to zero while the loss is still high (the signs are
 * stuck: more clamping, a larger rate); dead shares near the clamped share of a Laplace
 * distribution, 2 − 2τ, are healthy, far above it the tails have grown; an entropy of the binary
 * weights far below one bit means filters of one sign.
 *
 * <h2>What it applies to</h2>
 *
 * <p>Layers whose weight is a {@link io.github.vernier.layers.binary.BinaryWeight} (all layers of
 * {@code layers.binary}), a {@link io.github.vernier.layers.binary.irnet.LibraWeight} or a {@link
 * io.github.vernier.layers.binary.xnor.XnorWeight}; the latter two have no clamp, τ is 1. The log
 * and {@link io.github.vernier.listeners.record.BinaryWeightStaticInfo} name the layers left out.
 *
 * <h2>Cost</h2>
 *
 * <p>A few passes over the latent weights on Java's heap, and one bit for each weight between two
 * looks: little beside a training step, but not nothing; once in an epoch tells most.
 */
package io.github.vernier.listeners.weights;
