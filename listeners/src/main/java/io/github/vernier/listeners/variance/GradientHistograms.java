/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.histogram.HistogramAxis;
import io.github.vernier.listeners.probe.Twin;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Histogram of every element of every example's gradient, and one of elements against the
 * parameters' values.
 */
final class GradientHistograms implements ElementSink {

    /** Bins of f-dangel/cockpit. */
    static final HistogramAxis GRADIENT = new HistogramAxis(100, -2, 2);

    /** Bins of f-dangel/cockpit. */
    static final HistogramAxis GRADIENT_2D = new HistogramAxis(40, -1, 1);

    /** Bins of f-dangel/cockpit. */
    static final HistogramAxis PARAMETER = new HistogramAxis(50, -2, 2);

    private final HostCopy host = new HostCopy();
    private final HistogramAxis gradient;
    private final HistogramAxis gradient2d;
    private final HistogramAxis parameter;
    private final long[] counts;
    private final long[] counts2d;
    private int[] parameterBins = {};

    GradientHistograms(HistogramAxis gradient, HistogramAxis gradient2d, HistogramAxis parameter) {
        this.gradient = gradient;
        this.gradient2d = gradient2d;
        this.parameter = parameter;
        counts = new long[gradient.bins()];
        counts2d = new long[gradient2d.bins() * parameter.bins()];
    }

    /** Empties the bins and looks at the parameters. */
    void start(Twin twin) {
        Arrays.fill(counts, 0);
        Arrays.fill(counts2d, 0);
        int length = Math.toIntExact(twin.parameters().length());
        double[] values = new double[length];
        host.read(twin.parameters(), 0, values, length);
        if (parameterBins.length != length) {
            parameterBins = new int[length];
        }
        for (int d = 0; d < length; d++) {
            parameterBins[d] = parameter.bin(values[d]);
        }
    }

    @Override
    public void add(long offset, double[] values, int length) {
        int from = Math.toIntExact(offset);
        for (int d = 0; d < length; d++) {
            double g = values[d];
            if (Double.isNaN(g)) {
                continue;
            }
            counts[gradient.bin(g)]++;
            counts2d[gradient2d.bin(g) * parameter.bins() + parameterBins[from + d]]++;
        }
    }

    /** Elements by gradient. */
    int[] counts() {
        return saturated(counts);
    }

    /** Elements by gradient and, faster, by parameter. */
    int[] counts2d() {
        return saturated(counts2d);
    }

    /** Bins, low and high of the three axes. */
    double[] ranges() {
        return Stream.of(gradient, gradient2d, parameter)
                .flatMapToDouble(axis -> DoubleStream.of(axis.bins(), axis.low(), axis.high()))
                .toArray();
    }

    private static int[] saturated(long[] counts) {
        return Arrays.stream(counts)
                .mapToInt(count -> (int) Math.min(count, Integer.MAX_VALUE))
                .toArray();
    }
}
