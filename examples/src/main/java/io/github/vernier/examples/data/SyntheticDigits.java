/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.util.List;

/**
 * Handwritten-looking digits drawn on the spot, 28x28 in gray, white on black: a data set that
 * needs no download, no file and no font.
 *
 * <p>Example i shows digit {@code i mod 10}, so every prefix is balanced. A variant of the digit is
 * chosen, its control points are moved, it is bent, scaled differently in both directions, sheared,
 * rotated, shifted, and drawn with a pen of random width, softness and brightness; a faint stray
 * stroke may cross it; noise is added.
 *
 * <p>Example i depends on the seed, on the set (training or test) and on i, and on nothing else;
 * the same bytes come out on every Java version and platform. Training and test examples come from
 * different streams. It is made hard enough that a linear classifier fails on two of five test
 * images while a convolutional network of 200 000 parameters learns nearly all of them.
 */
public final class SyntheticDigits {

    private static final ImageShape SHAPE = new ImageShape(1, 28, 28);
    private static final int CLASSES = 10;
    private static final long TRAIN = 1;
    private static final long TEST = 2;

    /** Side in pixels of the square the digits are defined in, before random scaling. */
    private static final double BOX = 20;

    private static final double CENTRE = (SHAPE.width() - 1) / 2.0;

    private static final double JITTER = 3.5;
    private static final double BEND = 0.4;
    private static final double MIN_SCALE_X = 0.6;
    private static final double MAX_SCALE_X = 1.12;
    private static final double MIN_SCALE_Y = 0.66;
    private static final double MAX_SCALE_Y = 1.12;
    private static final double SHEAR = 0.3;
    private static final double ROTATION = StrictMath.toRadians(18);
    private static final double SHIFT = 3;
    private static final double MIN_RADIUS = 0.75;
    private static final double MAX_RADIUS = 1.7;
    private static final double MIN_EDGE = 0.9;
    private static final double MAX_EDGE = 2.0;
    private static final double MIN_STRENGTH = 0.5;
    private static final double MAX_NOISE = 0.22;
    private static final double STRAY_PROBABILITY = 0.5;
    private static final double STRAY_LENGTH = 10;
    private static final double STRAY_RADIUS = 0.7;
    private static final double MAX_STRAY_STRENGTH = 0.8;

    private SyntheticDigits() {}

    /**
     * The first so many training examples.
     *
     * @param count number of examples
     * @param seed of the whole data set
     * @throws IllegalArgumentException if {@code count} is not positive
     */
    public static ImageSet train(int count, long seed) {
        return draw(count, seed, TRAIN);
    }

    /**
     * The first so many test examples.
     *
     * @param count number of examples
     * @param seed of the whole data set
     * @throws IllegalArgumentException if {@code count} is not positive
     */
    public static ImageSet test(int count, long seed) {
        return draw(count, seed, TEST);
    }

    private static ImageSet draw(int count, long seed, long set) {
        if (count < 1) {
            throw new IllegalArgumentException(count + " digits: expected at least one");
        }
        byte[] pixels = new byte[Math.multiplyExact(count, SHAPE.size())];
        byte[] labels = new byte[count];
        Canvas canvas = new Canvas(SHAPE.width());
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % CLASSES);
            SplitMix64 random = SplitMix64.stream(seed, set, i);
            draw(labels[i], canvas, random);
            canvas.develop(MAX_NOISE * random.nextDouble(), random, pixels, i * SHAPE.size());
        }
        return new ImageSet(SHAPE, pixels, labels);
    }

    private static void draw(int digit, Canvas canvas, SplitMix64 random) {
        canvas.clear();
        List<List<Stroke>> variants = Glyphs.variants(digit);
        List<Stroke> strokes = variants.get(random.nextInt(variants.size()));
        Hand hand = Hand.random(random);
        double radius = random.nextDouble(MIN_RADIUS, MAX_RADIUS);
        double edge = random.nextDouble(MIN_EDGE, MAX_EDGE);
        double strength = random.nextDouble(MIN_STRENGTH, 1);
        for (Stroke stroke : strokes) {
            hand.trace(stroke.jitter(JITTER, random), canvas, radius + edge);
        }
        canvas.ink(radius, edge, strength);
        if (random.nextDouble() < STRAY_PROBABILITY) {
            stray(canvas, edge, random);
        }
    }

    private static void stray(Canvas canvas, double edge, SplitMix64 random) {
        double x = random.nextDouble(0, SHAPE.width());
        double y = random.nextDouble(0, SHAPE.height());
        double dx = random.nextDouble(-STRAY_LENGTH, STRAY_LENGTH);
        double dy = random.nextDouble(-STRAY_LENGTH, STRAY_LENGTH);
        canvas.line(x, y, x + dx, y + dy, STRAY_RADIUS + edge);
        canvas.ink(STRAY_RADIUS, edge, random.nextDouble(0, MAX_STRAY_STRENGTH));
    }

    /**
     * One person's slant, size and position: first {@code u += bend · v²} on coordinates centred in
     * the box, then the affine map to pixels.
     */
    private record Hand(
            double bend, double xx, double xy, double yx, double yy, double shiftX, double shiftY) {

        static Hand random(SplitMix64 random) {
            double bend = random.nextDouble(-BEND, BEND);
            double scaleX = BOX * random.nextDouble(MIN_SCALE_X, MAX_SCALE_X);
            double scaleY = BOX * random.nextDouble(MIN_SCALE_Y, MAX_SCALE_Y);
            double shear = random.nextDouble(-SHEAR, SHEAR);
            double angle = random.nextDouble(-ROTATION, ROTATION);
            double cos = StrictMath.cos(angle);
            double sin = StrictMath.sin(angle);
            return new Hand(
                    bend,
                    cos * scaleX,
                    (cos * shear - sin) * scaleY,
                    sin * scaleX,
                    (sin * shear + cos) * scaleY,
                    CENTRE + random.nextDouble(-SHIFT, SHIFT),
                    CENTRE + random.nextDouble(-SHIFT, SHIFT));
        }

        void trace(Stroke stroke, Canvas canvas, double reach) {
            double lastX = 0;
            double lastY = 0;
            boolean first = true;
            for (Stroke.Point p : stroke.flatten()) {
                double v = p.y() / 100 - 0.5;
                double u = p.x() / 100 - 0.5 + bend * v * v;
                double x = xx * u + xy * v + shiftX;
                double y = yx * u + yy * v + shiftY;
                if (!first) {
                    canvas.line(lastX, lastY, x, y, reach);
                }
                lastX = x;
                lastY = y;
                first = false;
            }
        }
    }
}
