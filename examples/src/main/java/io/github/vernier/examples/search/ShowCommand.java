/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import io.github.vernier.arbiter.analysis.SlicePoint;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStore;
import io.github.vernier.examples.report.ResultTable;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code search show}: what a search found. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Prints a search's best trials, Pareto front, importance of parameters and failures."
                        + " The search may be running.")
public final class ShowCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DB", description = "File of the trials.")
    private Path file;

    @Option(
            names = "--slice",
            paramLabel = "PARAMETER",
            description = "Prints each value of a parameter with its score instead.")
    private String slice;

    @Option(
            names = "--trial",
            paramLabel = "ID",
            description = "Prints one trial with its epochs and stack trace instead.")
    private Integer trial;

    /** Created by picocli. */
    public ShowCommand() {}

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(spec.commandLine(), file + " is not there");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (TrialStore store = SqliteTrialStore.open(file)) {
            if (store.study().isEmpty()) {
                throw new ParameterException(spec.commandLine(), file + " has no search");
            }
            if (trial != null) {
                print(out, find(store));
            } else if (slice != null) {
                slice(out, store);
            } else {
                SearchReport.print(out, store);
            }
        }
        return 0;
    }

    private Trial find(TrialStore store) {
        return store.trial(trial)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "no trial " + trial));
    }

    private static void print(PrintWriter out, Trial trial) {
        out.println("Trial " + trial.id() + ", " + trial.status() + ", seed " + trial.seed());
        trial.values()
                .forEach((name, value) -> out.println(name + ": " + SearchReport.text(value)));
        trial.epochs()
                .forEach(
                        e ->
                                out.println(
                                        "epoch "
                                                + e.epoch()
                                                + ": "
                                                + SearchReport.text(e.score())));
        if (trial.failure() != null) {
            out.println(trial.failure());
        }
        out.flush();
    }

    private void slice(PrintWriter out, TrialStore store) {
        List<List<String>> rows = new ArrayList<>();
        try {
            SlicePoint.of(store.study().orElseThrow(), store.trials(), slice)
                    .forEach(
                            point ->
                                    rows.add(
                                            List.of(
                                                    Integer.toString(point.trial()),
                                                    SearchReport.text(point.value()),
                                                    SearchReport.text(point.score()))));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        out.print(new ResultTable(List.of("trial", slice, "score"), rows).format());
        out.flush();
    }
}
