/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: the scale a Pop-Art head works at is part of the training curve.
 *
 * <p>The score of a network with a {@linkplain io.github.vernier.layers.popart Pop-Art head} is in
 * normalized units and falls merely because σ grows. {@link
 * io.github.vernier.listeners.popart.PopArtListener} writes, beside each other and for each output,
 * where the scale is, by how much the last step moved it, whether a bound decides it, the error in
 * the targets' units and the normalized one.
 *
 * <pre>{@code
 * network.addListeners(PopArtListener.builder().schedule(Schedule.every(10)).recordTo(storage).build());
 * }</pre>
 *
 * <p>What to look for: a ratio r = σ/σ' far from 1 late in training (β is too large, or the targets
 * drift); σ at a bound; a normalized error that falls while the raw one does not; a residual of
 * preserving above 1e-3 in a float network (targets whose mean is far above their spread).
 */
package io.github.vernier.listeners.popart;
