/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: the leaves of a space, found with names, so that a point of the unit cube reads as the
 * values a person chose from, and back.
 *
 * <pre>{@code
 * SearchSpace<DL4JConfiguration> space = SearchSpace.of(multiLayerSpace);
 * space.values(new double[] {0.5, 0.1});        // {updater.learningRate=0.001, layer_0.nOut=20}
 * space.coordinates(Map.of("updater.learningRate", 0.01, "layer_0.nOut", 32));
 * }</pre>
 *
 * <p>Names and what plays a part are those of {@link
 * io.github.vernier.arbiter.spaces.conditional.NamedLeaves}. Numbering is Arbiter's own (unique
 * leaves in the order of {@code collectLeaves}), so coordinates mean the same to Arbiter's
 * generators.
 *
 * <p>Nothing is asked of a leaf but its {@code getValue}: numbers are taken for an inverse
 * cumulative distribution, monotone in the coordinate, and inverted by bisection; anything else is
 * a choice. The values of parameters that play no part at a point read null.
 */
package io.github.vernier.arbiter.parameter;
