/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.estimators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Curves for a terminal. */
final class EstimatorText {

    /** Where the table shows values. */
    private static final double[] SHOWN = {-2, -1, -0.5, 0, 0.5, 1, 2};

    /** Holds -1.23e-45 and a space. */
    private static final int CELL = 10;

    private EstimatorText() {}

    /** One line for each curve: values, then gradient factors, at the shown numbers. */
    static String table(List<Curve> curves) {
        int name = curves.stream().mapToInt(c -> c.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        "%-" + name + "s  %-" + CELL * SHOWN.length + "s  %s%n",
                        "",
                        "value at x",
                        "gradient factor at x"));
        text.append(String.format("%-" + name + "s  %s  %2$s%n", "estimator", cells(SHOWN)));
        for (Curve curve : curves) {
            text.append(
                    String.format(
                            "%-" + name + "s  %s  %s%n",
                            curve.name(),
                            cells(at(curve.x(), curve.forward())),
                            cells(at(curve.x(), curve.gradient()))));
        }
        return text.toString();
    }

    /** Values at the points nearest to the shown numbers; not a number outside the range. */
    private static double[] at(double[] x, double[] y) {
        double step = x[1] - x[0];
        return Arrays.stream(SHOWN)
                .map(
                        shown -> {
                            long i = Math.round((shown - x[0]) / step);
                            return i < 0 || i >= x.length || Math.abs(x[(int) i] - shown) > 1e-9
                                    ? Double.NaN
                                    : y[(int) i];
                        })
                .toArray();
    }

    private static String cells(double[] values) {
        StringBuilder cells = new StringBuilder();
        for (double value : values) {
            cells.append(
                    String.format(
                            "%" + CELL + "s", Double.isNaN(value) ? "-" : TextPlot.number(value)));
        }
        return cells.toString();
    }

    /** Values and gradient factors beside each other. */
    static String plot(Curve curve) {
        List<String> forward = TextPlot.lines("value", curve.x(), curve.forward());
        List<String> gradient = TextPlot.lines("gradient factor", curve.x(), curve.gradient());
        List<String> lines = new ArrayList<>();
        lines.add(curve.name() + "  " + curve.settings());
        for (int i = 0; i < forward.size(); i++) {
            lines.add((forward.get(i) + "   " + gradient.get(i)).stripTrailing());
        }
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}
