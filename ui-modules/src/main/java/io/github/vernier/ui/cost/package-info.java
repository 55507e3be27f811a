/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The page {@code /vernier/cost}: what the network costs, beside what it was made from.
 *
 * <p>It shows the record {@code VernierCost}. Endpoints under {@code /vernier/api/cost}, with
 * {@code session} and optionally {@code worker}:
 *
 * <ul>
 *   <li>(none): both networks; {@code network} is null if the session has no readable record
 *   <li>{@code csv}: a line for each layer of either
 * </ul>
 */
package io.github.vernier.ui.cost;
