/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.report.Provenance;
import io.github.vernier.examples.report.ReportFolder;
import io.github.vernier.examples.report.ResultTable;
import io.github.vernier.examples.training.ModelName;
import io.github.vernier.examples.training.Stop;
import io.github.vernier.examples.training.StoppedException;
import io.github.vernier.layers.onednn.OneDnn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that trains models and reports on them: with the UI, a folder of results, and a way to
 * end it early.
 */
abstract class ExperimentCommand implements Callable<Integer> {

    /** What a shell shows for a program that Ctrl-C has ended. */
    private static final int INTERRUPTED = 130;

    @Spec private CommandSpec spec;

    @Mixin private UiOptions ui;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "vernier-out",
            description = {
                "Folder for report, tables and models; default ${DEFAULT-VALUE}.",
                "Files of an earlier run in it are replaced."
            })
    private Path folder;

    private final Stop stop;

    /**
     * @param stop may end the work
     */
    ExperimentCommand(Stop stop) {
        this.stop = stop;
    }

    /** What an experiment prints and writes to. */
    record Outputs(
            PrintWriter out,
            TrainingProgress progress,
            ReportFolder folder,
            Optional<Monitor> monitor,
            Provenance provenance) {}

    /** The models that are trained. */
    abstract List<ModelName> models();

    /** Every option that decides numbers, by name, as it is in force. */
    abstract Map<String, String> describe();

    /** How inference is timed. */
    abstract String timing();

    /** Page of the UI to look at. */
    abstract String page();

    /**
     * Rejects settings that would do harm.
     *
     * @throws io.github.vernier.examples.training.InputException if there are any
     * @throws IOException if that cannot be found out
     */
    void check(ReportFolder report) throws IOException {
        // Nothing is known that would.
    }

    /**
     * Does the work.
     *
     * @param outputs where to print and write
     * @param stop may end it
     * @return the table to print at the end
     */
    abstract ResultTable run(Outputs outputs, Stop stop) throws IOException;

    @Override
    public final Integer call() throws IOException {
        ReportFolder report = new ReportFolder(folder, models());
        check(report);
        Optional<Monitor> monitor = ui.open(new InMemoryStatsStorage());
        // When it closes, a JVM that is ending ends: everything is to be said by then.
        try (Interruption interruption = new Interruption(stop)) {
            return call(report, monitor);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (monitor.isPresent()) {
                monitor.get().close();
            }
        }
    }

    private int call(ReportFolder report, Optional<Monitor> monitor) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println(OneDnn.describe());
            monitor.ifPresent(m -> out.println("watch: " + m.url() + page()));
            TrainingProgress progress =
                    Platform.isTerminal() ? new EpochBar(out) : new EpochLines(out);
            ResultTable table =
                    run(new Outputs(out, progress, report, monitor, provenance()), stop);
            out.println();
            out.print(table.format());
            out.println("ms/image: " + timing());
            out.println("report: " + report.report());
            out.flush();
            UiOptions.waitForUser(out, monitor);
            return 0;
        } catch (StoppedException e) {
            out.println();
            out.println("interrupted; what was reached is in " + report.report());
            out.flush();
            return INTERRUPTED;
        }
    }

    private Provenance provenance() throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        environment.put("command line", "vernier " + String.join(" ", arguments));
        environment.put("vernier", Versions.vernier());
        environment.put("Deeplearning4j", Versions.dl4j());
        environment.put("Java", Versions.java());
        environment.put(
                "system",
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.arch")
                        + ", "
                        + Runtime.getRuntime().availableProcessors()
                        + " processors");
        environment.put("kernel library", OneDnn.describe());
        environment.put("ms/image", timing());
        return new Provenance(describe(), environment);
    }
}
