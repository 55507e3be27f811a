/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a parameter counts only where it is chosen.
 *
 * <p>{@link io.github.vernier.arbiter.spaces.conditional.ChoiceLayerSpace} chooses among layers,
 * {@link io.github.vernier.arbiter.spaces.conditional.ChoiceSpace} among anything else. Arbiter
 * gives every parameter a coordinate in every candidate; {@link
 * io.github.vernier.arbiter.spaces.conditional.NamedLeaves} says which count, and reports the
 * others as null.
 *
 * <h2>Grids</h2>
 *
 * <p>Arbiter's {@code GridSearchCandidateGenerator} multiplies all parameters and visits candidates
 * that differ only in what does not count. {@link
 * io.github.vernier.arbiter.spaces.conditional.ActiveGridGenerator} in its place visits each
 * candidate once: the sum over the branches of the products within them.
 */
package io.github.vernier.arbiter.spaces.conditional;
