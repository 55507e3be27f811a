/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.training.EpochPoint;
import io.github.vernier.examples.training.ModelName;
import java.io.PrintWriter;
import java.util.Locale;

/** One line for each epoch, for log files. */
final class EpochLines implements TrainingProgress {

    private final PrintWriter out;
    private int epochs;

    EpochLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void start(ModelName model, int epochs, int iterations) {
        this.epochs = epochs;
    }

    @Override
    public void iteration(double loss) {
        // One line for each epoch is enough.
    }

    @Override
    public void epoch(EpochPoint point) {
        out.println(line(point, epochs));
    }

    static String line(EpochPoint point, int epochs) {
        return String.format(
                Locale.ROOT,
                "%s: epoch %d of %d, loss %.4f, test accuracy %.2f %%, %.0f images/s",
                point.model().title(),
                point.epoch(),
                epochs,
                point.loss(),
                100 * point.accuracy(),
                point.imagesPerSecond());
    }

    @Override
    public void end() {
        // Nothing is open.
    }
}
