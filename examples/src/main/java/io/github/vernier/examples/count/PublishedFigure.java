/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

/**
 * A published number.
 *
 * @param section what it belongs to
 * @param network name of the network, as {@link Subjects} knows it
 * @param layer what its convolutions are, as {@link Subjects} knows it
 * @param measure what was counted, as {@link Measures} knows it
 * @param value the number as printed: an integer, or rounded ({@code 5.38201E+08}, {@code 1.03})
 * @param source who published it
 */
public record PublishedFigure(
        String section, String network, String layer, String measure, String value, String source) {

    private boolean isInteger() {
        return value.matches("\\d+");
    }

    /** The number. */
    double number() {
        return Double.parseDouble(value);
    }

    /**
     * Whether a number is this one, or rounds to it.
     *
     * @param computed what we count
     */
    Verdict verdict(double computed) {
        if (measure.startsWith(Measures.BUDGET)) {
            return verdict(
                    computed, Double.parseDouble(measure.substring(Measures.BUDGET.length())));
        }
        if (isInteger() && isSame(computed)) {
            return Verdict.EXACT;
        }
        boolean isWhole = computed == Math.rint(computed);
        return Rounding.as(value).of(computed).equals(value) && !(isInteger() && isWhole)
                ? Verdict.ROUNDED
                : Verdict.DIFFERENT;
    }

    /** Fractions of a multiply-add, which ACDC's logarithms leave, are cut off or rounded. */
    private boolean isSame(double computed) {
        return measure.startsWith("mult-adds")
                ? Math.abs(computed - number()) < 1
                        && (Math.floor(computed) == number() || Math.rint(computed) == number())
                : computed == number();
    }

    private Verdict verdict(double computed, double budget) {
        if (computed == number()) {
            return Verdict.EXACT;
        }
        boolean isBetter =
                computed <= budget ? number() > budget || number() < computed : number() > computed;
        return isBetter ? Verdict.BEST_WITHIN : Verdict.DIFFERENT;
    }
}
