/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.estimators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A function of one number drawn with characters. */
final class TextPlot {

    private static final int ROWS = 9;

    private TextPlot() {}

    /**
     * Lines of equal width: a title, the plot with its range at the left, and the axis.
     *
     * @param title what is drawn
     * @param x ascending numbers
     * @param y a value for each
     */
    static List<String> lines(String title, double[] x, double[] y) {
        double low = Math.min(0, DoubleStream.of(y).min().orElse(0));
        double high = Math.max(0, DoubleStream.of(y).max().orElse(0));
        double range = high > low ? high - low : 1;
        char[][] cells = new char[ROWS][x.length];
        int zero = row(0, low, range);
        for (int r = 0; r < ROWS; r++) {
            Arrays.fill(cells[r], r == zero ? '.' : ' ');
        }
        for (int column = 0; column < x.length; column++) {
            cells[row(y[column], low, range)][column] = '*';
        }
        List<String> lines = new ArrayList<>();
        lines.add(line("", String.format("%-" + x.length + "s", title)));
        for (int r = 0; r < ROWS; r++) {
            String label = r == 0 ? number(low + range) : r == ROWS - 1 ? number(low) : "";
            lines.add(line(label, new String(cells[r])));
        }
        String first = number(x[0]);
        String last = number(x[x.length - 1]);
        int between = Math.max(1, x.length - first.length() - last.length());
        lines.add(line("", first + " ".repeat(between) + last));
        return lines;
    }

    private static int row(double value, double low, double range) {
        return ROWS - 1 - (int) Math.round((value - low) / range * (ROWS - 1));
    }

    private static String line(String label, String text) {
        return String.format("%7s |%s", label, text);
    }

    /** Three digits without trailing zeros; no negative zero. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value + 0.0)
                .replaceAll("(\\.\\d*?)0+(e|$)", "$1$2")
                .replaceAll("\\.(e|$)", "$1");
    }
}
