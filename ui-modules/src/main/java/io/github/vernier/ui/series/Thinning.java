/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

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

    private static final class Bucket implements DoublingBuckets.Bucket<Point> {
        private Point smallest;
        private Point largest;
        private Point broken;

        @Override
        public void add(Point point) {
            if (!Double.isFinite(point.y())) {
                broken = broken == null ? point : broken;
                return;
            }
            smallest = smallest == null || point.y() < smallest.y() ? point : smallest;
            largest = largest == null || point.y() > largest.y() ? point : largest;
        }

        @Override
        public List<Point> kept() {
            TreeMap<Long, Point> byTime = new TreeMap<>();
            for (Point point : new Point[] {smallest, largest, broken}) {
                if (point != null) {
                    byTime.put(point.time(), point);
                }
            }
            return List.copyOf(byTime.values());
        }
    }

    private final DoublingBuckets<Point> buckets;

    /**
     * No points yet.
     *
     * @param budget largest number of points to keep, at least 7
     */
    public Thinning(int budget) {
        int most = (budget - 1) / 3;
        buckets = new DoublingBuckets<>(most, most, Bucket::new);
    }

    /**
     * Adds the next point.
     *
     * @param point point, later than all before
     */
    public void add(Point point) {
        buckets.add(point);
    }

    /**
     * How many points were added.
     *
     * @return number of points
     */
    public long count() {
        return buckets.count();
    }

    /**
     * The points that stay, the very last among them.
     *
     * @return points in order of time
     */
    public List<Point> points() {
        List<Point> points = buckets.kept();
        Point last = buckets.last();
        if (last != null && (points.isEmpty() || points.get(points.size() - 1) != last)) {
            points.add(last);
        }
        return points;
    }
}
