/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.record.ClusterStaticInfo;
import java.util.List;

/**
 * What holds for a session, but for the network.
 *
 * @param clusters number of clusters
 * @param algorithm name of the algorithm
 * @param weighting how sizes count
 * @param seed seed
 * @param classNames names of classes, none if unknown
 */
record ClusterDescription(
        int clusters, String algorithm, Weighting weighting, long seed, List<String> classNames) {

    /** The record for a network. */
    ClusterStaticInfo of(Coverage coverage) {
        return new ClusterStaticInfo(
                new ClusterStaticInfo.Settings(
                        clusters,
                        algorithm,
                        weighting.name(),
                        seed,
                        coverage.covered(),
                        coverage.skipped().stream().map(Coverage.Skipped::layer).toList(),
                        coverage.skipped().stream().map(Coverage.Skipped::reason).toList(),
                        coverage.share(),
                        classNames));
    }
}
