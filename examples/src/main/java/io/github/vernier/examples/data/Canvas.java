/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.util.Arrays;

/**
 * Draws lines with a round, soft pen: ink falls off linearly across the pen's edge, by a pixel's
 * exact distance to the line. Only additions, products and square roots, which Java rounds alike
 * everywhere.
 */
final class Canvas {

    private static final double FAR = 1e9;

    private final int side;
    private final double[] squaredDistance;
    private final double[] ink;

    Canvas(int side) {
        this.side = side;
        this.squaredDistance = new double[side * side];
        this.ink = new double[side * side];
        clear();
    }

    void clear() {
        Arrays.fill(squaredDistance, FAR);
        Arrays.fill(ink, 0);
    }

    /**
     * Brings every pixel within {@code reach} of a straight line nearer to it; the centre of pixel
     * (row, column) is at {@code x = column, y = row}.
     */
    void line(double x0, double y0, double x1, double y1, double reach) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double squaredLength = dx * dx + dy * dy;
        int top = clip(Math.floor(Math.min(y0, y1) - reach));
        int bottom = clip(Math.ceil(Math.max(y0, y1) + reach));
        int left = clip(Math.floor(Math.min(x0, x1) - reach));
        int right = clip(Math.ceil(Math.max(x0, x1) + reach));
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double along = (x - x0) * dx + (y - y0) * dy;
                double t = squaredLength > 0 ? along / squaredLength : 0;
                t = Math.max(0, Math.min(1, t));
                double ex = x - x0 - t * dx;
                double ey = y - y0 - t * dy;
                int pixel = y * side + x;
                squaredDistance[pixel] = Math.min(squaredDistance[pixel], ex * ex + ey * ey);
            }
        }
    }

    private int clip(double coordinate) {
        return (int) Math.max(0, Math.min(side - 1, coordinate));
    }

    /**
     * Inks the lines drawn since the last call, where that is more than what is there.
     *
     * @param radius distance at which half of the ink is left, in pixels
     * @param edge width of the pen's soft edge, in pixels
     * @param strength ink at the line itself, 0 … 1
     */
    void ink(double radius, double edge, double strength) {
        for (int i = 0; i < ink.length; i++) {
            if (squaredDistance[i] < FAR) {
                double distance = Math.sqrt(squaredDistance[i]);
                double coverage = (radius - distance) / edge + 0.5;
                ink[i] = Math.max(ink[i], strength * Math.max(0, Math.min(1, coverage)));
                squaredDistance[i] = FAR;
            }
        }
    }

    /** Writes ink plus normal noise as bytes, 0 = none, 255 = full. */
    void develop(double noise, SplitMix64 random, byte[] target, int offset) {
        for (int i = 0; i < ink.length; i++) {
            double value = ink[i] + noise * random.nextGaussian();
            target[offset + i] = (byte) (int) (255 * Math.max(0, Math.min(1, value)) + 0.5);
        }
    }
}
