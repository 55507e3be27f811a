/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.training.EpochPoint;
import io.github.vernier.examples.training.ModelName;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with the time left, for terminals; the last epoch's line stays when it is done. */
final class EpochBar implements TrainingProgress {

    private final PrintWriter out;
    private ProgressBar bar;
    private int epochs;
    private EpochPoint last;

    EpochBar(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void start(ModelName model, int epochs, int iterations) {
        this.epochs = epochs;
        last = null;
        bar =
                new ProgressBarBuilder()
                        .setTaskName(model.title())
                        .setInitialMax((long) epochs * iterations)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(500)
                        .clearDisplayOnFinish()
                        .build();
    }

    @Override
    public void iteration(double loss) {
        bar.step();
        bar.setExtraMessage(
                last == null
                        ? String.format(Locale.ROOT, " loss %.3f", loss)
                        : String.format(
                                Locale.ROOT,
                                " loss %.3f, test %.1f %%",
                                loss,
                                100 * last.accuracy()));
    }

    @Override
    public void epoch(EpochPoint point) {
        last = point;
    }

    @Override
    public void end() {
        bar.close();
        if (last != null) {
            out.println(EpochLines.line(last, epochs));
        }
    }
}
