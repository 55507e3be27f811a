/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.popart;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code popart-toy}: binary regression with outliers, learnt in three ways. */
@Command(
        name = "popart-toy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Learns numbers from their binary codes, one at a time in DL4J's own fit(), with a target"
                    + " of 65535 among small ones now and then: with the stock output layer (SGD),"
                    + " with normalized targets (ART), and with Pop-Art.",
            "Prints the errors before each step, averaged over ten samples: their median over"
                    + " repetitions, its mean over time and its median over the last 500 samples,"
                    + " beside the published figures."
        })
public final class PopArtToyCommand implements Callable<Integer> {

    private static final int TENTHS = 10;

    @Spec private CommandSpec spec;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            defaultValue = "50",
            description = "Of each method, 5004 samples each; default ${DEFAULT-VALUE}.")
    private int repetitions;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Of data and weights of the first repetition, the next has the next; default"
                            + " ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Repetitions at a time (default: as many as there are processors).")
    private Integer threads;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Also write report.html, results.csv and curves.csv into this folder.")
    private Path out;

    /** Created by picocli. */
    public PopArtToyCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        int parallel = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        requirePositive("--repetitions", repetitions);
        requirePositive("--threads", parallel);
        ToyExperiment experiment = new ToyExperiment(repetitions, seed, parallel);
        PrintWriter terminal = spec.commandLine().getOut();
        long start = System.nanoTime();
        Map<ToyMethod, ToyCurve> curves =
                System.console() == null ? withLines(experiment, terminal) : withBar(experiment);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        terminal.println();
        terminal.print(ToyTable.text(curves));
        terminal.printf(
                Locale.ROOT,
                "%n%,d training steps in %d s on %d threads%n",
                experiment.samples(),
                time.toSeconds(),
                parallel);
        if (out != null) {
            ToyFolder folder = new ToyFolder(out);
            folder.write(curves, settings(parallel));
            terminal.println("report: " + folder.report());
        }
        terminal.flush();
        return 0;
    }

    private void requirePositive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be at least 1, but is " + value);
        }
    }

    private static Map<ToyMethod, ToyCurve> withBar(ToyExperiment experiment)
            throws InterruptedException {
        try (ProgressBar bar =
                new ProgressBarBuilder()
                        .setTaskName("training steps")
                        .setInitialMax(experiment.samples())
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(500)
                        .clearDisplayOnFinish()
                        .build()) {
            return experiment.run(bar::step);
        }
    }

    /** A line for each tenth, where there is no terminal. */
    private static Map<ToyMethod, ToyCurve> withLines(ToyExperiment experiment, PrintWriter out)
            throws InterruptedException {
        AtomicLong done = new AtomicLong();
        long all = experiment.samples();
        return experiment.run(
                () -> {
                    long samples = done.incrementAndGet();
                    if (TENTHS * samples / all != TENTHS * (samples - 1) / all) {
                        out.printf(Locale.ROOT, "%,d of %,d training steps%n", samples, all);
                        out.flush();
                    }
                });
    }

    private Map<String, String> settings(int parallel) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "command line",
                "vernier " + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        settings.put("--repetitions", Integer.toString(repetitions));
        settings.put("--seed", Long.toString(seed));
        settings.put("--threads", Integer.toString(parallel));
        settings.put("network", "16-10-10-10-10-1, tanh, double, minibatches of 1");
        settings.put("Java", System.getProperty("java.version"));
        return settings;
    }
}
