/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.custom;

import io.github.vernier.listeners.record.SeriesUpdate;
import io.github.vernier.ui.series.Thinning;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Thinned points of several series, by name. */
final class Points {

    /** More could not be told apart, and a name for every point must not fill the memory. */
    private static final int MOST_SERIES = 200;

    /**
     * One series.
     *
     * @param points points in order of time
     * @param recorded how many there were
     */
    record Curve(List<Thinning.Point> points, long recorded) {}

    private final int budget;
    private final SortedMap<String, Thinning> series = new TreeMap<>();
    private long left;

    /**
     * None yet.
     *
     * @param budget largest number of points to keep of each series
     */
    Points(int budget) {
        this.budget = budget;
    }

    void add(SeriesUpdate update) {
        if (series.size() == MOST_SERIES && !series.containsKey(update.getName())) {
            left++;
            return;
        }
        series.computeIfAbsent(update.getName(), name -> new Thinning(budget))
                .add(new Thinning.Point(update.getTimeStamp(), update.getX(), update.getY()));
    }

    /** What is kept of each series, a copy. */
    SortedMap<String, Curve> curves() {
        SortedMap<String, Curve> curves = new TreeMap<>();
        series.forEach((name, kept) -> curves.put(name, new Curve(kept.points(), kept.count())));
        return curves;
    }

    /** How many points were left out, of series that were too many. */
    long left() {
        return left;
    }
}
