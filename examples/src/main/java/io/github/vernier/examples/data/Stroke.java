/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.util.ArrayList;
import java.util.List;

/**
 * One movement of the pen: a curve through control points in a square of side 100, x to the right,
 * y down. Between corners it is smooth (Catmull-Rom); between two corners it is straight.
 *
 * <p>Written as {@code "x,y x,y! x,y"}, where {@code !} marks a corner; a leading {@code @} closes
 * the curve.
 */
record Stroke(List<Point> points, boolean closed) {

    private static final int STEPS = 6;

    /** A control point. */
    record Point(double x, double y, boolean corner) {}

    static Stroke parse(String text) {
        boolean closed = text.startsWith("@");
        List<Point> points = new ArrayList<>();
        for (String word : text.substring(closed ? 1 : 0).trim().split("\\s+")) {
            boolean corner = word.endsWith("!");
            String[] xy = word.substring(0, word.length() - (corner ? 1 : 0)).split(",");
            points.add(new Point(Integer.parseInt(xy[0]), Integer.parseInt(xy[1]), corner));
        }
        return new Stroke(List.copyOf(points), closed);
    }

    /**
     * The same stroke with every control point moved by normal noise of deviation {@code sigma}.
     */
    Stroke jitter(double sigma, SplitMix64 random) {
        List<Point> moved = new ArrayList<>(points.size());
        for (Point p : points) {
            double x = p.x + sigma * random.nextGaussian();
            double y = p.y + sigma * random.nextGaussian();
            moved.add(new Point(x, y, p.corner));
        }
        return new Stroke(moved, closed);
    }

    /** Points on the curve, near enough to each other to be joined by straight lines. */
    List<Point> flatten() {
        List<Point> line = new ArrayList<>();
        int segments = closed ? points.size() : points.size() - 1;
        line.add(points.get(0));
        for (int i = 0; i < segments; i++) {
            Point from = points.get(i);
            Point to = at(i + 1);
            if (from.corner && to.corner) {
                line.add(to);
                continue;
            }
            Point before = from.corner || (!closed && i == 0) ? from : at(i - 1);
            Point after = to.corner || (!closed && i == segments - 1) ? to : at(i + 2);
            for (int step = 1; step <= STEPS; step++) {
                line.add(interpolate(before, from, to, after, (double) step / STEPS));
            }
        }
        return line;
    }

    private Point at(int index) {
        return points.get(Math.floorMod(index, points.size()));
    }

    private static Point interpolate(Point a, Point b, Point c, Point d, double t) {
        return new Point(
                catmullRom(a.x, b.x, c.x, d.x, t), catmullRom(a.y, b.y, c.y, d.y, t), false);
    }

    private static double catmullRom(double a, double b, double c, double d, double t) {
        double linear = c - a;
        double quadratic = 2 * a - 5 * b + 4 * c - d;
        double cubic = 3 * (b - c) + d - a;
        return b + 0.5 * t * (linear + t * (quadratic + t * cubic));
    }
}
