/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Distillation of a frozen teacher into the student that the stock {@code fit()} trains.
 *
 * <h2>Use</h2>
 *
 * <p>Give the student a {@link io.github.vernier.listeners.distillation.DistillationListener} and
 * call {@code fit} as ever. Soft targets ({@link
 * io.github.vernier.listeners.distillation.KnowledgeDistillation}) work for every output with
 * softmax; attention transfer ({@link io.github.vernier.listeners.distillation.AttentionTransfer})
 * for every layer or vertex with image activations, named by a tap. Student and teacher may be of
 * different kinds (MultiLayerNetwork, ComputationGraph), sizes, numbers of channels and data
 * formats.
 *
 * <h2>How it works</h2>
 *
 * <ol>
 *   <li>DL4J calls {@code onForwardPass} between the forward and the backward pass. There the
 *       teacher runs once on the same features, and what is needed of it is kept: maps and logits.
 *   <li>Tapped layers are replaced, in the running network only, by ones that add the attention
 *       gradient to the gradient that arrives from above; output layers get a copy of their
 *       configuration whose loss is a {@link
 *       io.github.vernier.listeners.distillation.DistillationLoss}.
 *   <li>In {@code onBackwardPass}, after the score has been computed, everything is put back. If an
 *       iteration fails half way, the next one puts it back first.
 * </ol>
 *
 * <p>Hence there is no second forward or backward pass of the student, no change of its
 * configuration, and nothing to strip before saving.
 *
 * <h2>Conventions</h2>
 *
 * <p>Published code disagrees on constants; each choice has a name ({@link
 * io.github.vernier.listeners.distillation.KdConvention}, {@link
 * io.github.vernier.listeners.distillation.AttentionConvention}, {@link
 * io.github.vernier.listeners.distillation.TapWeighting}). Values of α and β only mean something
 * together with them.
 */
package io.github.vernier.listeners.distillation;
