/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a parameter's values are a map from {@code [0, 1]}, monotone for numbers.
 *
 * <ul>
 *   <li>{@link io.github.vernier.arbiter.spaces.value.LogSpace}, {@link
 *       io.github.vernier.arbiter.spaces.value.LogIntegerSpace}: evenly in the logarithm.
 *   <li>{@link io.github.vernier.arbiter.spaces.value.SteppedSpace}, {@link
 *       io.github.vernier.arbiter.spaces.value.SteppedIntegerSpace}: in steps, which a grid counts.
 *   <li>{@link io.github.vernier.arbiter.spaces.value.LinkedSpace}: one parameter in several
 *       places; {@link io.github.vernier.arbiter.spaces.value.ScaledSpace}, {@link
 *       io.github.vernier.arbiter.spaces.value.ScaledIntegerSpace}: a parameter that follows
 *       another.
 *   <li>{@link io.github.vernier.arbiter.spaces.value.OrderedPairSpace}: a smaller and a larger.
 *   <li>{@link io.github.vernier.arbiter.spaces.value.PlainValue}: none searched.
 * </ul>
 *
 * <p>All travel in JSON and YAML. Leaves extend Arbiter's own, which its grid tells apart by class;
 * spaces made of others extend {@link io.github.vernier.arbiter.spaces.value.CompositeSpace}.
 */
package io.github.vernier.arbiter.spaces.value;
