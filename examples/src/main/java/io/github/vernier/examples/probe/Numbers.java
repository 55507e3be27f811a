/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import java.util.Locale;

/** Numbers as text. */
final class Numbers {

    private Numbers() {}

    /** Four significant digits. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        return size == 0
                ? "0"
                : size >= 1e5 || size < 1e-3
                        ? String.format(Locale.ROOT, "%.3e", value)
                        : String.format(Locale.ROOT, "%.4g", value);
    }
}
