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
 * <p>Names are paths through fields: {@code updater.learningRate}, {@code layer_0.nOut}, or the
 * layer's own name in place of {@code layer_0}. A space used in several places has the name of the
 * first. Numbering is Arbiter's own (unique leaves in the order of {@code collectLeaves}), so
 * coordinates mean the same to Arbiter's generators.
 *
 * <p>Nothing is asked of a leaf but its {@code getValue}: numbers are taken for an inverse
 * cumulative distribution, monotone in the coordinate, and inverted by bisection; anything else is
 * a choice. A space of which only a part is in use for a given point says so by {@link
 * io.github.vernier.arbiter.parameter.ConditionalSpace}; the values of the rest read null.
 */
package io.github.vernier.arbiter.parameter;
