/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

/** How a computed number compares with the published one. */
public enum Verdict {
    /** The same integer. */
    EXACT("exact"),
    /** The published number is rounded, and the computed one rounds to it. */
    ROUNDED("to the digits"),
    /**
     * The best setting within a budget, where the published search went beyond it, stayed further
     * below, or, the budget being infeasible, ended further above.
     */
    BEST_WITHIN("best within the budget"),
    /** Another number. */
    DIFFERENT("different"),
    /** Not counted. */
    NOT_COUNTED("not counted");

    private final String title;

    Verdict(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
