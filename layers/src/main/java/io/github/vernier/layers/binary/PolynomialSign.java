/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.binary.estimator.ZeroSign;
import io.github.vernier.layers.memory.HostMemory;
import io.github.vernier.layers.memory.ParallelLoop;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The published binary input in fused loops: scale, sign, and back through Bi-Real's polynomial
 * {@code max(0, 2 − 2|x0|)} and the standard deviation, for floats in host memory.
 *
 * <p>One pass over memory forward, one backward: an example is still in the second cache when its
 * sums are complete. Loops run on Java arrays of the first cache's size, which the virtual machine
 * vectorizes, and without branches.
 */
final class PolynomialSign {

    private static final int CHUNK = 4096;
    private static final int SIGN_BIT = 0x80000000;
    private static final int ONE = 0x3f800000;

    private final ZeroSign zero;
    private final double epsilon;

    private Chunk[] chunks = {};
    private double[] means = {};
    private double[] deviations = {};

    /** What one thread works on. */
    private static final class Chunk {

        final int[] bits = new int[CHUNK];
        final float[] x = new float[CHUNK];
        final float[] g = new float[CHUNK];

        void subtract(float origin, int n) {
            for (int i = 0; i < n; i++) {
                x[i] -= origin;
            }
        }
    }

    PolynomialSign(ZeroSign zero, double epsilon) {
        this.zero = zero;
        this.epsilon = epsilon;
    }

    /** out = sign(input); takes each example's mean and deviation for the way back if scaled. */
    void forward(INDArray input, INDArray out, boolean scaled) {
        int examples = (int) input.size(0);
        int length = (int) (input.length() / examples);
        FloatBuffer floats = HostMemory.floats(input);
        IntBuffer from = HostMemory.bytes(input).asIntBuffer();
        IntBuffer to = HostMemory.bytes(out).asIntBuffer();
        if (means.length < examples) {
            means = new double[examples];
            deviations = new double[examples];
        }
        ParallelLoop.run(
                shares(input),
                examples,
                (share, first, last) -> {
                    Chunk c = chunks[share];
                    for (int i = first; i < last; i++) {
                        if (scaled) {
                            measure(c, floats, i, length);
                        }
                        for (int at = i * length, end = at + length; at < end; at += CHUNK) {
                            int n = Math.min(CHUNK, end - at);
                            from.get(at, c.bits, 0, n);
                            signs(c.bits, n);
                            to.put(at, c.bits, 0, n);
                        }
                    }
                });
    }

    private int shares(INDArray input) {
        int shares = ParallelLoop.shares(input.length());
        if (chunks.length < shares) {
            chunks = Stream.generate(Chunk::new).limit(shares).toArray(Chunk[]::new);
        }
        return shares;
    }

    private void measure(Chunk c, FloatBuffer from, int example, int length) {
        int start = example * length;
        // Sums of differences from any of the values lose no digits to a great mean.
        double origin = from.get(start);
        double sum = 0;
        double squares = 0;
        for (int at = start, end = start + length; at < end; at += CHUNK) {
            int n = Math.min(CHUNK, end - at);
            from.get(at, c.x, 0, n);
            c.subtract((float) origin, n);
            sum += FloatSums.sum(c.x, n);
            squares += FloatSums.dot(c.x, c.x, n);
        }
        double mean = sum / length;
        means[example] = origin + mean;
        deviations[example] = Math.sqrt((squares - sum * mean) / (length - 1) + epsilon);
    }

    /** Signs on the bits of floats. */
    private void signs(int[] bits, int n) {
        if (zero == ZeroSign.ZERO) {
            for (int i = 0; i < n; i++) {
                int magnitude = bits[i] << 1;
                int nonZero = (magnitude | -magnitude) >> 31;
                bits[i] = (bits[i] & SIGN_BIT | ONE) & nonZero;
            }
        } else {
            for (int i = 0; i < n; i++) {
                int magnitude = bits[i] << 1;
                int nonZero = (magnitude | -magnitude) >> 31;
                bits[i] = bits[i] & SIGN_BIT & nonZero | ONE;
            }
        }
    }

    /** gradient = dL/dinput. */
    void backprop(INDArray input, INDArray gradient, boolean scaled) {
        int examples = (int) input.size(0);
        int length = (int) (input.length() / examples);
        FloatBuffer from = HostMemory.floats(input);
        FloatBuffer grad = HostMemory.floats(gradient);
        ParallelLoop.run(
                shares(input),
                examples,
                (number, first, last) -> {
                    for (int i = first; i < last; i++) {
                        backprop(chunks[number], from, grad, i, length, scaled);
                    }
                });
    }

    private void backprop(
            Chunk c, FloatBuffer from, FloatBuffer grad, int example, int length, boolean scaled) {
        int start = example * length;
        double deviation = scaled ? deviations[example] : 1;
        double dot = throughSign(c, from, grad, start, length, (float) (2 / deviation));
        if (scaled) {
            double share = dot / ((length - 1) * deviation * deviation * deviation);
            throughDeviation(c, from, grad, start, length, deviation, share, means[example]);
        }
    }

    /** g0 of an example; returns Σ g0 x. */
    private double throughSign(
            Chunk c, FloatBuffer from, FloatBuffer grad, int start, int length, float slope) {
        float[] x = c.x;
        float[] g = c.g;
        double dot = 0;
        for (int at = start, end = start + length; at < end; at += CHUNK) {
            int n = Math.min(CHUNK, end - at);
            from.get(at, x, 0, n);
            grad.get(at, g, 0, n);
            for (int i = 0; i < n; i++) {
                g[i] *= Math.max(0f, 2f - slope * Math.abs(x[i]));
            }
            dot += FloatSums.dot(g, x, n);
            grad.put(at, g, 0, n);
        }
        return dot;
    }

    private void throughDeviation(
            Chunk c,
            FloatBuffer from,
            FloatBuffer grad,
            int start,
            int length,
            double deviation,
            double share,
            double mean) {
        float scale = (float) (1 / deviation);
        float slope = (float) share;
        float[] x = c.x;
        float[] g = c.g;
        float constant = (float) (share * mean);
        for (int at = start, end = start + length; at < end; at += CHUNK) {
            int n = Math.min(CHUNK, end - at);
            from.get(at, x, 0, n);
            grad.get(at, g, 0, n);
            for (int i = 0; i < n; i++) {
                g[i] = g[i] * scale - x[i] * slope + constant;
            }
            grad.put(at, g, 0, n);
        }
    }
}
