/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The page {@code /vernier/clusters}: which examples pull the network alike.
 *
 * <p>It shows the records {@code VernierClusters}. Endpoints under {@code /vernier/api/clusters},
 * all of the kinds of {@link io.github.vernier.ui.record}, with {@code cluster}, counted from 0, by
 * default 0:
 *
 * <ul>
 *   <li>(none), {@code csv}: the clustering as a whole, and the chosen cluster
 *   <li>{@code moment}: all clusters with a few examples of each; those are in records of
 *       assignments of all examples only, in which series {@code size} has a value
 *   <li>{@code history}: sizes of all clusters
 * </ul>
 */
package io.github.vernier.ui.clusters;
