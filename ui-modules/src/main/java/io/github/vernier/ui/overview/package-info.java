/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The page {@code /vernier/overview}: how training goes, on one page.
 *
 * <p>Endpoints under {@code /vernier/api/overview}, all with {@code session} and optionally {@code
 * worker}:
 *
 * <ul>
 *   <li>(none) and {@code csv}: score, learning rates, update:parameter ratios and speed. From
 *       {@code VernierTraining} records if the session has them, else from the stock {@code
 *       StatsListener}'s, else the score alone from a probe's. Parameters are those of {@link
 *       io.github.vernier.ui.record.SeriesEndpoint}.
 *   <li>{@code evaluations} and {@code evaluations-csv}: loss and accuracy or error of held-out
 *       sets.
 *   <li>{@code health}: what the checks of {@link io.github.vernier.ui.health} found.
 * </ul>
 *
 * <p>Records of the stock listener are read only if they are of its SBE class; its other class
 * decodes by Java serialization.
 */
package io.github.vernier.ui.overview;
