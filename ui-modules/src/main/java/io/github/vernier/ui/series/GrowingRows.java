/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

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

    private final class Bucket implements DoublingBuckets.Bucket<Row> {
        private final Row[] smallest = new Row[series];
        private final Row[] largest = new Row[series];
        private Row nonFinite;
        private Row first;

        @Override
        public void add(Row row) {
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

        @Override
        public TreeSet<Row> kept() {
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
    private final DoublingBuckets<Row> buckets;

    /**
     * No rows yet.
     *
     * @param series number of series s
     * @param budget largest number of rows to keep, at least 4s + 3
     */
    public GrowingRows(int series, int budget) {
        this.series = series;
        // As long as a bucket is one row, as many as there may be rows.
        this.buckets =
                new DoublingBuckets<>(
                        budget - 1, Math.max(2, (budget - 1) / (2 * series + 1)), Bucket::new);
    }

    /**
     * Adds the next row.
     *
     * @param row row, later than all before
     */
    public void add(Row row) {
        buckets.add(row);
    }

    /**
     * How many rows were added.
     *
     * @return number of rows
     */
    public long count() {
        return buckets.count();
    }

    /**
     * The rows that stay.
     *
     * @return rows in order of time
     */
    public List<Row> rows() {
        TreeSet<Row> rows = new TreeSet<>(Comparator.comparingLong(Row::time));
        rows.addAll(buckets.kept());
        addPresent(rows, buckets.last());
        return List.copyOf(rows);
    }

    private static void addPresent(TreeSet<Row> rows, Row row) {
        if (row != null) {
            rows.add(row);
        }
    }
}
