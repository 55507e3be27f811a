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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that trains models and reports on them: with the UI, a folder of results, and a way to
 * end it early.
 */
abstract class ExperimentCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(ExperimentCommand.class);

    /** What a shell shows for a program that Ctrl-C has ended. */
    private static final int INTERRUPTED = 130;

    @Spec private CommandSpec spec;

    @Option(
            names = "--ui",
            negatable = true,
            description = "Show the training in a browser (default: on a terminal).")
    private Boolean ui;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9000",
            description =
                    "Port of the UI on the loopback address, 0 for any; default ${DEFAULT-VALUE}.")
    private int port;

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
        PrintWriter out = spec.commandLine().getOut();
        ReportFolder report = new ReportFolder(folder, models());
        check(report);
        Optional<Monitor> monitor = monitor();
        try (Interruption interruption = new Interruption(stop)) {
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
            waitForUser(out, monitor);
            return 0;
        } catch (StoppedException e) {
            out.println();
            out.println("interrupted; what was reached is in " + report.report());
            return INTERRUPTED;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (monitor.isPresent()) {
                monitor.get().close();
            }
        }
    }

    private Optional<Monitor> monitor() throws IOException {
        if (ui != null) {
            return ui ? Optional.of(Monitor.start(port)) : Optional.empty();
        }
        if (!Platform.isTerminal()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Monitor.start(port));
        } catch (IOException e) {
            // Nobody asked for it.
            log.warn("Going on without the UI: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static void waitForUser(PrintWriter out, Optional<Monitor> monitor) throws IOException {
        if (monitor.isPresent() && Platform.isTerminal()) {
            out.println("The UI stays at " + monitor.get().url() + "; press Enter to end.");
            System.in.read();
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
