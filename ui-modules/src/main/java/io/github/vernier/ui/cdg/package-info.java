/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The page {@code /vernier/cdg}: backpropagation beside the differences of the loss it stands for.
 *
 * <p>It shows the records {@code VernierCdg} and {@code VernierDiscreteGradient}. Endpoints under
 * {@code /vernier/api/cdg}, all of the kinds of {@link io.github.vernier.ui.record}, with {@code
 * parameter} such as {@code conv1/W}, by default the first:
 *
 * <ul>
 *   <li>(none), {@code csv}: agreement of the parameter at every ε; a series' name ends in its ε
 *   <li>{@code moment}: agreement of all parameters at every ε, and pairs of the chosen one
 *   <li>{@code search}, {@code search-csv}, {@code search-moment}, {@code search-history}: the same
 *       of Discrete Gradient search, with {@code searched} in the place of {@code parameter}
 * </ul>
 */
package io.github.vernier.ui.cdg;
