/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import java.util.OptionalDouble;

/**
 * What we count beside what was published.
 *
 * @param figure what was published
 * @param computed what we count; empty if we cannot
 * @param verdict how they compare
 * @param remark why it is not counted, or what else there is to say; may be empty
 */
public record Count(
        PublishedFigure figure, OptionalDouble computed, Verdict verdict, String remark) {

    /** What we count with the digits of what was published; in full where those are fewer. */
    String printed() {
        if (computed.isEmpty()) {
            return "";
        }
        double number = computed.getAsDouble();
        boolean isCount = figure.measure().startsWith("mult-adds") || number == Math.rint(number);
        String digits = figure.value().matches("\\d+") ? "0.0" : figure.value();
        return Rounding.as(isCount ? "0" : digits).of(number);
    }
}
