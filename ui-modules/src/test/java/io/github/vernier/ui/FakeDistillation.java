/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import io.github.vernier.listeners.record.AttentionMapsUpdate;
import io.github.vernier.listeners.record.AttentionMapsUpdate.Example;
import io.github.vernier.listeners.record.AttentionMapsUpdate.Prediction;
import io.github.vernier.listeners.record.AttentionMapsUpdate.Tap;
import io.github.vernier.listeners.record.DistillationStaticInfo;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.DistillationUpdate.Evaluation;
import io.github.vernier.listeners.record.DistillationUpdate.Losses;
import io.github.vernier.listeners.record.DistillationUpdate.Reliability;
import io.github.vernier.listeners.record.Thumbnail;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records such as a distillation on handwritten digits writes, made up from a seed. */
public final class FakeDistillation {

    public static final List<String> TAPS = List.of("block1", "block2", "block3");
    public static final int ITERATIONS_PER_EPOCH = 150;
    public static final int EVALUATE_EVERY = 25;

    private static final int[] SIDES = {16, 8, 4};
    private static final double[] BETAS = {125, 125, 125};
    private static final int SIDE = 28;

    /** Strokes of digits as x, y pairs in a unit square; a negative x lifts the pen. */
    private static final double[][] DIGITS = {
        {.5, .12, .3, .25, .26, .5, .3, .75, .5, .88, .7, .75, .74, .5, .7, .25, .5, .12},
        {.36, .28, .54, .13, .54, .88, -1, -1, .36, .88, .72, .88},
        {.28, .28, .42, .13, .62, .14, .7, .3, .6, .5, .28, .87, .74, .87},
        {.3, .18, .52, .12, .7, .26, .64, .42, .46, .48, .68, .56, .72, .74, .54, .88, .28, .82},
        {.6, .88, .6, .12, .26, .62, .76, .62},
        {.7, .13, .36, .13, .32, .46, .56, .42, .72, .56, .7, .78, .5, .88, .28, .8},
        {.64, .13, .4, .3, .29, .58, .34, .82, .54, .88, .7, .74, .66, .56, .46, .52, .31, .64},
        {.26, .14, .74, .14, .54, .46, .44, .88},
    };

    private final Random random;
    private double wander;

    public FakeDistillation(long seed) {
        random = new Random(seed);
    }

    public DistillationStaticInfo staticInfo() {
        return new DistillationStaticInfo(
                new DistillationStaticInfo.Settings(
                        TAPS,
                        List.of("stage1", "stage2", "stage3"),
                        List.of("out"),
                        "ATTENTION_TRANSFER",
                        "CODE",
                        "THREE_OVER_TAPS",
                        4,
                        0.9,
                        BETAS,
                        List.of()));
    }

    public DistillationUpdate update(int iteration) {
        double progress = 1 - Math.exp(-iteration / 420.0);
        wander = 0.97 * wander + 0.012 * random.nextGaussian();
        double crossEntropy = (2.3 - 2.16 * progress) * spread(0.13) * Math.exp(wander);
        double knowledge = (3.4 - 3.05 * progress) * spread(0.09) * Math.exp(wander);
        double[] attention = new double[TAPS.size()];
        double total = 0;
        for (int i = 0; i < attention.length; i++) {
            double floor = 0.0011 * Math.pow(2.1, i);
            double decay = Math.exp(-iteration / (160.0 + 140 * i));
            attention[i] = (floor + 0.011 * (1 + 0.6 * i) * decay) * spread(0.07);
            total += BETAS[i] * attention[i];
        }
        double score = 0.1 * crossEntropy + 0.9 * knowledge + total + 0.02;
        return new DistillationUpdate(
                iteration,
                iteration / ITERATIONS_PER_EPOCH,
                new Losses(crossEntropy, knowledge, attention, total, score),
                iteration % EVALUATE_EVERY == 0 ? evaluation(iteration) : null);
    }

    private Evaluation evaluation(int iteration) {
        double progress = 1 - Math.exp(-iteration / 330.0);
        double student = 0.11 + 0.858 * progress + 0.006 * random.nextGaussian() * (1.2 - progress);
        double agreement =
                0.1 + 0.875 * progress + 0.006 * random.nextGaussian() * (1.2 - progress);
        double error = 0.021 + 0.11 * Math.exp(-iteration / 260.0) + 0.003 * random.nextDouble();
        return new Evaluation(
                student, 0.984, agreement, error, 0.0183, reliability(error), reliability(0.0183));
    }

    /** Of a thousand answers, which are the surer the more there are. */
    private static Reliability reliability(double error) {
        double[] examples = {0, 0, 20, 40, 60, 80, 100, 140, 200, 360};
        double[] confidence = new double[examples.length];
        double[] accuracy = new double[examples.length];
        for (int i = 0; i < examples.length; i++) {
            confidence[i] = examples[i] > 0 ? (i + 0.55) / examples.length : Double.NaN;
            accuracy[i] = Math.max(0, confidence[i] - error);
        }
        return new Reliability(examples, confidence, accuracy);
    }

    private double spread(double sigma) {
        return Math.exp(sigma * random.nextGaussian());
    }

    public AttentionMapsUpdate maps(int iteration) {
        double progress = 0.93 * (1 - Math.exp(-iteration / 300.0));
        List<Example> examples = new ArrayList<>();
        for (int digit = 0; digit < DIGITS.length; digit++) {
            examples.add(example(digit, progress));
        }
        return new AttentionMapsUpdate(iteration, iteration / ITERATIONS_PER_EPOCH, examples);
    }

    private Example example(int digit, double progress) {
        double[] image = draw(DIGITS[digit], SIDE, 0.055);
        byte[] pixels = new byte[image.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(255 * image[i]);
        }
        Random fixed = new Random(digit);
        List<Tap> taps = new ArrayList<>();
        for (int t = 0; t < SIDES.length; t++) {
            int side = SIDES[t];
            double[] strokes = draw(DIGITS[digit], side, 0.09 + 0.02 * t);
            float[] teacher = new float[side * side];
            float[] student = new float[side * side];
            for (int i = 0; i < teacher.length; i++) {
                double noise = fixed.nextDouble();
                teacher[i] = (float) (strokes[i] * strokes[i] + 0.05 * noise);
                double untrained = 0.25 + 0.75 * fixed.nextDouble();
                student[i] =
                        (float)
                                (progress * (strokes[i] * strokes[i] + 0.03)
                                        + (1.06 - progress) * untrained);
            }
            taps.add(new Tap(TAPS.get(t), side, side, normalized(student), normalized(teacher)));
        }
        boolean wrong = digit == 4 && progress < 0.95 || progress < 0.35 && digit % 2 == 1;
        int guess = wrong ? (digit + 5) % 10 : digit;
        double sure = 0.2 + 0.78 * progress - (wrong ? 0.32 * progress : 0.01 * digit * progress);
        return new Example(
                new Thumbnail(1, SIDE, SIDE, pixels),
                digit,
                new Prediction(guess, sure),
                new Prediction(digit, 0.995 - 0.004 * digit),
                taps);
    }

    private static float[] normalized(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) Math.sqrt(sum);
        }
        return values;
    }

    /** Strokes as grey values in [0, 1], from each cell's distance to the nearest stroke. */
    private static double[] draw(double[] strokes, int side, double width) {
        double[] grey = new double[side * side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double distance = distance(strokes, (column + 0.5) / side, (row + 0.5) / side);
                grey[row * side + column] =
                        Math.exp(-Math.pow(distance / width, 2 + 40 * Math.max(0, 0.075 - width)));
            }
        }
        return grey;
    }

    private static double distance(double[] strokes, double x, double y) {
        double nearest = Double.MAX_VALUE;
        for (int i = 0; i + 3 < strokes.length; i += 2) {
            if (strokes[i] < 0 || strokes[i + 2] < 0) {
                continue;
            }
            double dx = strokes[i + 2] - strokes[i];
            double dy = strokes[i + 3] - strokes[i + 1];
            double along =
                    ((x - strokes[i]) * dx + (y - strokes[i + 1]) * dy) / (dx * dx + dy * dy);
            double t = Math.max(0, Math.min(1, along));
            nearest =
                    Math.min(
                            nearest,
                            Math.hypot(x - strokes[i] - t * dx, y - strokes[i + 1] - t * dy));
        }
        return nearest;
    }
}
