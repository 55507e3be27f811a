/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Thins a long list of rows to a bounded number without losing a peak of any series.
 *
 * <p>The rows are cut into equal buckets. Of each bucket the rows stay in which some series has its
 * smallest or largest finite value of the bucket, and the first row with a NaN or an infinity; the
 * very last row always stays. All series keep common rows, so a row shows what was measured
 * together. With s series and a budget of p rows there are ⌊(p - 1) / (2s + 1)⌋ buckets, at least
 * one. If all rows fit, all stay.
 */
public final class ExtremeSampler {

    private final int series;
    private final long bucketLength;
    private final List<Row> kept = new ArrayList<>();
    private final Row[] smallest;
    private final Row[] largest;
    private Row nonFinite;
    private Row last;
    private long seen;

    /**
     * A sampler for a known number of rows.
     *
     * @param series number of series s
     * @param rows number of rows that will be added
     * @param budget largest number of rows to keep, p
     */
    public ExtremeSampler(int series, long rows, int budget) {
        this.series = series;
        int buckets = Math.max(1, (budget - 1) / (2 * series + 1));
        this.bucketLength = rows <= budget ? 1 : (rows + buckets - 1) / buckets;
        this.smallest = new Row[series];
        this.largest = new Row[series];
    }

    /**
     * Adds the next row.
     *
     * @param row row, in order of time
     */
    public void add(Row row) {
        seen++;
        last = row;
        if (bucketLength == 1) {
            kept.add(row);
            return;
        }
        for (int s = 0; s < series; s++) {
            Double value = row.values().get(s);
            if (value == null) {
                continue;
            }
            if (!Double.isFinite(value)) {
                nonFinite = nonFinite == null ? row : nonFinite;
                continue;
            }
            smallest[s] =
                    smallest[s] == null || value < smallest[s].values().get(s) ? row : smallest[s];
            largest[s] =
                    largest[s] == null || value > largest[s].values().get(s) ? row : largest[s];
        }
        if (seen % bucketLength == 0) {
            closeBucket();
        }
    }

    /**
     * The rows that stay.
     *
     * @return rows in order of time
     */
    public List<Row> rows() {
        closeBucket();
        if (last != null && (kept.isEmpty() || kept.get(kept.size() - 1) != last)) {
            kept.add(last);
        }
        return List.copyOf(kept);
    }

    private void closeBucket() {
        TreeSet<Row> bucket = new TreeSet<>(Comparator.comparingLong(Row::time));
        addPresent(bucket, nonFinite);
        nonFinite = null;
        for (int s = 0; s < series; s++) {
            addPresent(bucket, smallest[s]);
            addPresent(bucket, largest[s]);
            smallest[s] = null;
            largest[s] = null;
        }
        kept.addAll(bucket);
    }

    private static void addPresent(TreeSet<Row> bucket, Row row) {
        if (row != null) {
            bucket.add(row);
        }
    }
}
