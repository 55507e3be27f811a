/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import java.util.Objects;

/**
 * Settings of {@link OnlineClustering}.
 *
 * @param decay β in (0, 1), by which sizes and centres forget; published default 0.999
 * @param minimumShare least share of a minibatch that a cluster may have, at least 0
 * @param startFactor first size of a cluster, in minimum sizes, above 0
 * @param refill what becomes of smaller ones; published default {@link RefillRule#LARGEST}
 * @param seed of {@link RefillRule#DATA}
 */
public record OnlineSettings(
        double decay, double minimumShare, double startFactor, RefillRule refill, long seed) {

    /** A cluster is too small at this part of its fair share, unless set otherwise. */
    private static final double SMALL = 0.1;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public OnlineSettings {
        Objects.requireNonNull(refill, "refill must be given");
        if (!(decay > 0 && decay < 1)) {
            throw new IllegalArgumentException("decay is " + decay + ", expected one in (0, 1)");
        }
        if (!(minimumShare >= 0 && minimumShare < 1)) {
            throw new IllegalArgumentException(
                    "minimum share is " + minimumShare + ", expected one in [0, 1)");
        }
        if (!(startFactor > 0)) {
            throw new IllegalArgumentException(
                    "start factor is " + startFactor + ", expected one above 0");
        }
    }

    /**
     * Published settings; a cluster is too small with a tenth of its fair share 1/C, and starts
     * with its fair share.
     *
     * @param clusters number of clusters C
     */
    public static OnlineSettings published(int clusters) {
        return new OnlineSettings(0.999, SMALL / clusters, 1 / SMALL, RefillRule.LARGEST, 1);
    }

    /**
     * The same with another β.
     *
     * @param decay in (0, 1)
     */
    public OnlineSettings withDecay(double decay) {
        return new OnlineSettings(decay, minimumShare, startFactor, refill, seed);
    }
}
