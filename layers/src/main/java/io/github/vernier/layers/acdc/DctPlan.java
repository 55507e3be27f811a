/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The orthonormal cosine transform (DCT-II) of N rows as a sequence of small orthogonal steps,
 * found once for each N; backwards and transposed it is the inverse.
 *
 * <p>{@code X[k] = s(k) Σ x[n] cos(π (2n + 1) k / 2N)}, s(0) = √(1/N), else √(2/N).
 *
 * <p>Even N, h = N/2: from {@code (x[n] ± x[N-1-n]) / √2} the sums give the even coefficients by a
 * DCT-II of h, the differences the odd ones by a DCT-IV of h. A DCT-IV of even M, h = M/2, rotates
 * {@code (x[n], x[M-1-n])} by {@code π (2n + 1) / 4M}, takes a DCT-II of h of either half, and adds
 * and subtracts them. All steps are orthogonal, so that rounding errors do not grow (Plonka and
 * Tasche 2005, Fast and numerically stable algorithms for discrete cosine transforms). For N = 2^m
 * · q with odd q this takes N (m + q / 2) operations, up to a factor; what is left of an odd size
 * is multiplied by its matrix, for the DCT-II by its symmetric and antisymmetric halves.
 */
final class DctPlan {

    private static final double HALF = Math.sqrt(0.5);

    /** A step in place: on two rows, or on several. */
    private interface Step {
        void run(Rows rows, int base);

        Step transposed();
    }

    private record Plane(int i, int j, double a, double b, double c, double d) implements Step {
        @Override
        public void run(Rows rows, int base) {
            rows.plane(base + i, base + j, a, b, c, d);
        }

        @Override
        public Step transposed() {
            return new Plane(i, j, a, c, b, d);
        }
    }

    private record Dense(int[] at, double[] matrix) implements Step {
        @Override
        public void run(Rows rows, int base) {
            rows.dense(at, base, matrix);
        }

        @Override
        public Step transposed() {
            int q = at.length;
            double[] transposed = new double[q * q];
            for (int k = 0; k < q; k++) {
                for (int n = 0; n < q; n++) {
                    transposed[n * q + k] = matrix[k * q + n];
                }
            }
            return new Dense(at, transposed);
        }
    }

    private interface Entry {
        double at(int k, int n);
    }

    private final int size;
    private final List<Step> found = new ArrayList<>();
    private final Step[] forward;
    private final Step[] backward;
    private final int[] place;
    private final int[] coefficient;

    DctPlan(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("Size must be at least 1, but got " + size);
        }
        this.size = size;
        place = second(new NoPermutation().indices(size));
        coefficient = Permutations.inverse(place);
        forward = found.toArray(Step[]::new);
        backward = new Step[forward.length];
        for (int i = 0; i < forward.length; i++) {
            backward[i] = forward[forward.length - 1 - i].transposed();
        }
    }

    int size() {
        return size;
    }

    /** Transforms rows {@code base} to {@code base + size - 1}. */
    void transform(Rows rows, int base) {
        for (Step step : forward) {
            step.run(rows, base);
        }
        rows.permute(base, place);
    }

    /** The inverse, which is the transpose. */
    void inverse(Rows rows, int base) {
        rows.permute(base, coefficient);
        for (Step step : backward) {
            step.run(rows, base);
        }
    }

    /** DCT-II of the rows at some places; returns where each coefficient then is. */
    private int[] second(int[] x) {
        int n = x.length;
        int half = n / 2;
        if (n == 1) {
            return x;
        }
        for (int i = 0; i < half; i++) {
            found.add(new Plane(x[i], x[n - 1 - i], HALF, HALF, HALF, -HALF));
        }
        int[] differences = new int[half];
        for (int i = 0; i < half; i++) {
            differences[i] = x[n - 1 - i];
        }
        int[] even;
        int[] odd;
        if (n % 2 == 0) {
            even = second(Arrays.copyOf(x, half));
            odd = fourth(differences);
        } else {
            // The middle element is its own mirror image.
            even =
                    dense(
                            Arrays.copyOf(x, half + 1),
                            (k, i) -> entry(n, 2 * k, i) * (i < half ? 1 / HALF : 1));
            odd = dense(differences, (k, i) -> entry(n, 2 * k + 1, i) / HALF);
        }
        int[] places = new int[n];
        for (int k = 0; k < n; k++) {
            places[k] = k % 2 == 0 ? even[k / 2] : odd[k / 2];
        }
        return places;
    }

    /** DCT-IV, {@code X[k] = √(2/M) Σ x[n] cos(π (2n + 1) (2k + 1) / 4M)}. */
    private int[] fourth(int[] x) {
        int m = x.length;
        if (m % 2 == 1) {
            return dense(
                    x, (k, n) -> Math.sqrt(2.0 / m) * cosine((2L * n + 1) * (2L * k + 1), 4L * m));
        }
        int half = m / 2;
        int[] mirrored = new int[half];
        for (int n = 0; n < half; n++) {
            double c = cosine(2L * n + 1, 4L * m);
            double s = cosine(2L * m - 2L * n - 1, 4L * m);
            double sign = n % 2 == 0 ? 1 : -1;
            found.add(new Plane(x[n], x[m - 1 - n], c, s, sign * s, -sign * c));
            mirrored[n] = x[m - 1 - n];
        }
        int[] u = second(Arrays.copyOf(x, half));
        int[] v = second(mirrored);
        int[] places = new int[m];
        places[0] = u[0];
        places[m - 1] = v[0];
        for (int k = 1; k < half; k++) {
            found.add(new Plane(u[k], v[half - k], HALF, HALF, HALF, -HALF));
            places[2 * k - 1] = u[k];
            places[2 * k] = v[half - k];
        }
        return places;
    }

    private int[] dense(int[] x, Entry entry) {
        int q = x.length;
        if (q == 2) {
            found.add(
                    new Plane(
                            x[0],
                            x[1],
                            entry.at(0, 0),
                            entry.at(0, 1),
                            entry.at(1, 0),
                            entry.at(1, 1)));
        } else if (q > 2) {
            double[] matrix = new double[q * q];
            for (int k = 0; k < q; k++) {
                for (int n = 0; n < q; n++) {
                    matrix[k * q + n] = entry.at(k, n);
                }
            }
            found.add(new Dense(x, matrix));
        }
        // An orthogonal 1x1 matrix of these is 1.
        return x;
    }

    /** An entry of the orthonormal matrix: row k, column n. */
    static double entry(int size, int k, int n) {
        return Math.sqrt((k == 0 ? 1.0 : 2.0) / size) * cosine((2L * n + 1) * k, 2L * size);
    }

    /** {@code cos(π p / q)}, exactly reduced. */
    private static double cosine(long p, long q) {
        long reduced = p % (2 * q);
        if (reduced > q) {
            reduced = 2 * q - reduced;
        }
        return 2 * reduced > q
                ? -Math.cos(Math.PI * (q - reduced) / q)
                : Math.cos(Math.PI * reduced / q);
    }
}
