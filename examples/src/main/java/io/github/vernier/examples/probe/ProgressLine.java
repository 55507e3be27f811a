/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import java.io.PrintWriter;
import java.util.Locale;

/** Says every few seconds how far something is. */
final class ProgressLine {

    private static final double EVERY_SECONDS = 5;

    private final PrintWriter out;
    private final String what;
    private final long start = System.nanoTime();
    private double said;

    /**
     * @param out where to
     * @param what what is under way
     */
    ProgressLine(PrintWriter out, String what) {
        this.out = out;
        this.what = what;
    }

    /** Some of it is done. */
    void at(long done, long total) {
        double seconds = (System.nanoTime() - start) / 1e9;
        if (seconds - said > EVERY_SECONDS && done > 0) {
            said = seconds;
            out.printf(
                    Locale.ROOT,
                    "%s: %d of %d, %.0f s left%n",
                    what,
                    done,
                    total,
                    seconds / done * (total - done));
            out.flush();
        }
    }
}
