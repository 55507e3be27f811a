/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import java.util.Locale;

/** Writes numbers with as many digits as another was written with. */
@FunctionalInterface
interface Rounding {

    /** The number, rounded. */
    String of(double number);

    /**
     * The rounding of a printed number.
     *
     * @param printed {@code 451}, {@code 1.03} or {@code 5.38201E+08}
     */
    static Rounding as(String printed) {
        int point = printed.indexOf('.');
        int exponent = printed.indexOf('E');
        int end = exponent < 0 ? printed.length() : exponent;
        int digits = point < 0 ? 0 : end - point - 1;
        String pattern = "%." + digits + (exponent < 0 ? "f" : "E");
        return number -> String.format(Locale.ROOT, pattern, number);
    }
}
