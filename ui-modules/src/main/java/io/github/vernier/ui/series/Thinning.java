/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Thins points of which nobody knows how many there will be, without losing a peak.
 *
 * <p>Points fall into buckets of equal length; of each stay the smallest, the largest and the first
 * that is not finite. When there are too many buckets, neighbours are joined and buckets are twice
 * as long from then on. So memory is bounded, and points may be added as long as a session lasts.
 */
public final class Thinning {

    /**
     * A point.
     *
     * @param time when it was recorded, distinct and in order
     * @param x where
     * @param y how much; may be NaN or infinite
     */
    public record Point(long time, double x, double y) {}

    private static final class Bucket {
        private Point smallest;
        private Point largest;
        private Point broken;

        private void add(Point point) {
            if (!Double.isFinite(point.y())) {
                broken = broken == null ? point : broken;
                return;
            }
            smallest = smallest == null || point.y() < smallest.y() ? point : smallest;
            largest = largest == null || point.y() > largest.y() ? point : largest;
        }

        private void join(Bucket next) {
            next.points().forEach(this::add);
        }

        private List<Point> points() {
            TreeMap<Long, Point> byTime = new TreeMap<>();
            for (Point point : new Point[] {smallest, largest, broken}) {
                if (point != null) {
                    byTime.put(point.time(), point);
                }
            }
            return List.copyOf(byTime.values());
        }
    }

    private final int mostBuckets;
    private final List<Bucket> buckets = new ArrayList<>();
    private long bucketLength = 1;
    private long count;
    private Point last;

    /**
     * No points yet.
     *
     * @param budget largest number of points to keep, at least 7
     */
    public Thinning(int budget) {
        mostBuckets = (budget - 1) / 3;
    }

    /**
     * Adds the next point.
     *
     * @param point point, later than all before
     */
    public void add(Point point) {
        if (count % bucketLength == 0) {
            if (buckets.size() == mostBuckets) {
                halve();
            }
            if (count % bucketLength == 0) {
                buckets.add(new Bucket());
            }
        }
        buckets.get(buckets.size() - 1).add(point);
        last = point;
        count++;
    }

    private void halve() {
        List<Bucket> halved = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i += 2) {
            Bucket bucket = buckets.get(i);
            if (i + 1 < buckets.size()) {
                bucket.join(buckets.get(i + 1));
            }
            halved.add(bucket);
        }
        buckets.clear();
        buckets.addAll(halved);
        bucketLength *= 2;
    }

    /**
     * How many points were added.
     *
     * @return number of points
     */
    public long count() {
        return count;
    }

    /**
     * The points that stay, the very last among them.
     *
     * @return points in order of time
     */
    public List<Point> points() {
        List<Point> points = new ArrayList<>();
        buckets.forEach(bucket -> points.addAll(bucket.points()));
        if (last != null && (points.isEmpty() || points.get(points.size() - 1) != last)) {
            points.add(last);
        }
        return points;
    }
}
