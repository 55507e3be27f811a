/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.popart;

import io.github.vernier.listeners.record.PopArtUpdate.Head;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * One number of each output of a head.
 *
 * @param name its name, also in the records' encoding
 * @param values one for each output, or one for all where they share their scale
 */
record OutputStatistic(String name, Function<Head, double[]> values) {

    static final List<OutputStatistic> ALL =
            List.of(
                    new OutputStatistic("mean", Head::mean),
                    new OutputStatistic("deviation", Head::deviation),
                    new OutputStatistic("variance", Head::variance),
                    new OutputStatistic("ratio", Head::ratio),
                    new OutputStatistic("clipping", head -> doubles(head.clipping())),
                    new OutputStatistic("updates", head -> doubles(head.updates())),
                    new OutputStatistic("normalizedRmse", Head::normalizedRmse),
                    new OutputStatistic("rmse", Head::rmse));

    private static double[] doubles(int[] values) {
        return Arrays.stream(values).asDoubleStream().toArray();
    }

    /** The number of an output, null if there is none. */
    Double of(Head head, int output) {
        double[] all = values.apply(head);
        int at = all.length == 1 ? 0 : output;
        return at < all.length ? (Double) all[at] : null;
    }
}
