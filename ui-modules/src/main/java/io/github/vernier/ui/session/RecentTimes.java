/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** The newest times of a series, and how far back they reach without a gap. */
final class RecentTimes {

    /** The oldest half goes when there are twice as many: 8 bytes each. */
    static final int KEPT = 1 << 20;

    private long[] times = new long[16];
    private int size;

    /** All times after this one are here; without any listing, none need be. */
    private long since = Long.MAX_VALUE;

    int size() {
        return size;
    }

    OptionalLong newest() {
        return size == 0 ? OptionalLong.empty() : OptionalLong.of(times[size - 1]);
    }

    boolean reachesBackTo(long after) {
        return after >= since;
    }

    /** Adds a time, in any order; one that is here already is not added. */
    void add(long time) {
        if (time <= since && since != Long.MAX_VALUE) {
            return;
        }
        int at = Arrays.binarySearch(times, 0, size, time);
        if (at >= 0) {
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, Math.max(16, 2 * size));
        }
        int place = -at - 1;
        System.arraycopy(times, place, times, place + 1, size - place);
        times[place] = time;
        size++;
        if (size >= 2 * KEPT) {
            drop(size - KEPT);
        }
    }

    private void drop(int oldest) {
        if (since != Long.MAX_VALUE) {
            since = times[oldest - 1];
        }
        times = Arrays.copyOfRange(times, oldest, size + 16);
        size -= oldest;
    }

    /** Takes in a listing of all times that were there before it was begun. */
    void addListing(long[] listing) {
        times =
                LongStream.concat(LongStream.of(listing), Arrays.stream(times, 0, size))
                        .sorted()
                        .distinct()
                        .toArray();
        size = times.length;
        since = Long.MIN_VALUE;
        if (size > KEPT) {
            drop(size - KEPT);
        }
    }

    /** The times after one that they reach back to, ascending. */
    long[] after(long after) {
        int at = Arrays.binarySearch(times, 0, size, after);
        return Arrays.copyOfRange(times, at >= 0 ? at + 1 : -at - 1, size);
    }
}
