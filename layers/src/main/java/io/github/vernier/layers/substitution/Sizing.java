/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.cost.SizeMeasure;
import java.util.List;

/**
 * Decides which of the selected convolutions are replaced, and how small their replacements are.
 */
@FunctionalInterface
interface Sizing {

    /**
     * The decision for a network.
     *
     * @param candidates the selected convolutions
     * @throws io.github.vernier.layers.cost.InfeasibleBudgetException if the network cannot get as
     *     small, or as large, as it is to be
     */
    Decision decide(Candidates candidates);

    /**
     * A decision.
     *
     * @param replaced the convolutions to be replaced, in the order of execution
     * @param ratio the ratio their replacements share
     */
    record Decision(List<LayerSlot> replaced, double ratio) {}

    /** Convolutions that may be replaced, and sizes, all in one measure. */
    interface Candidates {

        /** What sizes are measured in. */
        SizeMeasure measure();

        /** The convolutions, in the order of execution; at least one. */
        List<LayerSlot> convolutions();

        /** Size of the whole network as it is. */
        long network();

        /** Size of a convolution as it is. */
        long before(LayerSlot convolution);

        /**
         * Size of a convolution's replacement.
         *
         * @param convolution one of the candidates
         * @param ratio from 0, the smallest, to 1
         */
        long after(LayerSlot convolution, double ratio);

        /** Size of a replacement less than of the convolution; negative if it is larger. */
        default long saving(LayerSlot convolution, double ratio) {
            return before(convolution) - after(convolution, ratio);
        }
    }
}
