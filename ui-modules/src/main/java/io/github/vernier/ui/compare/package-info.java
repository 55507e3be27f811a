/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The page {@code /vernier/compare}: several sessions beside each other.
 *
 * <p>The page asks for each session by itself: {@code /vernier/api/compare} and {@code evaluations}
 * answer as those of {@link io.github.vernier.ui.overview} do, {@code settings} with the session's
 * hyper-parameters by name. Aligning, grouping, means and bands are made in the browser.
 */
package io.github.vernier.ui.compare;
