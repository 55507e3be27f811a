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
 * Thins rows of which nobody knows how many there will be, without losing a peak of any series.
 *
 * <p>As in {@link ExtremeSampler}, of each bucket the rows stay in which some series has its
 * smallest or largest finite value, and the first row with a NaN or an infinity; the very last row
 * always stays. When there are too many buckets, neighbours are joined and buckets are twice as
 * long from then on, so that memory is bounded and rows may be added as long as a session lasts.
 */
public final class GrowingRows {

    private final class Bucket {
        private final Row[] smallest = new Row[series];
        private final Row[] largest = new Row[series];
        private Row nonFinite;
        private Row first;

        private void add(Row row) {
            first = first == null ? row : first;
            for (int s = 0; s < series; s++) {
                Double value = row.values().get(s);
                if (value == null) {
                    continue;
                }
                if (!Double.isFinite(value)) {
                    nonFinite = nonFinite == null ? row : nonFinite;
                    continue;
                }
                if (smallest[s] == null || value < smallest[s].values().get(s)) {
                    smallest[s] = row;
                }
                if (largest[s] == null || value > largest[s].values().get(s)) {
                    largest[s] = row;
                }
            }
        }

        private TreeSet<Row> rows() {
            TreeSet<Row> rows = new TreeSet<>(Comparator.comparingLong(Row::time));
            for (int s = 0; s < series; s++) {
                addPresent(rows, smallest[s]);
                addPresent(rows, largest[s]);
            }
            addPresent(rows, nonFinite);
            if (rows.isEmpty()) {
                addPresent(rows, first);
            }
            return rows;
        }
    }

    private final int series;
    private final int budget;
    private final int mostBuckets;
    private final List<Bucket> buckets = new ArrayList<>();
    private long bucketLength = 1;
    private long count;
    private Row last;

    /**
     * No rows yet.
     *
     * @param series number of series s
     * @param budget largest number of rows to keep, at least 4s + 3
     */
    public GrowingRows(int series, int budget) {
        this.series = series;
        this.budget = budget;
        this.mostBuckets = Math.max(2, (budget - 1) / (2 * series + 1));
    }

    /**
     * Adds the next row.
     *
     * @param row row, later than all before
     */
    public void add(Row row) {
        // As long as a bucket is one row, as many as there may be rows.
        if (count % bucketLength == 0
                && buckets.size() == (bucketLength == 1 ? budget - 1 : mostBuckets)) {
            while (buckets.size() >= mostBuckets) {
                halve();
            }
        }
        if (count % bucketLength == 0) {
            buckets.add(new Bucket());
        }
        buckets.get(buckets.size() - 1).add(row);
        last = row;
        count++;
    }

    private void halve() {
        List<Bucket> halved = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i += 2) {
            Bucket bucket = buckets.get(i);
            if (i + 1 < buckets.size()) {
                buckets.get(i + 1).rows().forEach(bucket::add);
            }
            halved.add(bucket);
        }
        buckets.clear();
        buckets.addAll(halved);
        bucketLength *= 2;
    }

    /**
     * How many rows were added.
     *
     * @return number of rows
     */
    public long count() {
        return count;
    }

    /**
     * The rows that stay.
     *
     * @return rows in order of time
     */
    public List<Row> rows() {
        TreeSet<Row> rows = new TreeSet<>(Comparator.comparingLong(Row::time));
        buckets.forEach(bucket -> rows.addAll(bucket.rows()));
        addPresent(rows, last);
        return List.copyOf(rows);
    }

    private static void addPresent(TreeSet<Row> rows, Row row) {
        if (row != null) {
            rows.add(row);
        }
    }
}
