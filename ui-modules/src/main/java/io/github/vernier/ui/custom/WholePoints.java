/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.custom;

import io.github.vernier.listeners.record.SeriesUpdate;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.record.SlicedReading;

/** All points of a session, thinned and kept, of which each is read once. */
final class WholePoints {

    private final SlicedReading records = new SlicedReading(SlicedReading.SLICE);
    private final Points points;

    WholePoints(int budget) {
        points = new Points(budget);
    }

    /** The points with those that were recorded since they were last asked for. */
    synchronized Found update(Selection selection) {
        records.readOn(selection, SeriesUpdate.class, points::add);
        return Found.of(points, records.reading(), records.unread().length, records.upTo());
    }
}
