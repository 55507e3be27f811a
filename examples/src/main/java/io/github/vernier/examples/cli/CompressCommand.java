/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.compress.Compression;
import io.github.vernier.examples.compress.CompressionSettings;
import io.github.vernier.examples.compress.CompressionSettings.SavedTeacher;
import io.github.vernier.examples.compress.InputException;
import io.github.vernier.examples.compress.Outcome;
import io.github.vernier.examples.compress.Stop;
import io.github.vernier.examples.compress.StoppedException;
import io.github.vernier.examples.report.Provenance;
import io.github.vernier.examples.report.ReportFolder;
import io.github.vernier.examples.report.ResultTable;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code compress}: a smaller network, and a report of what that costs. */
@Command(
        name = "compress",
        versionProvider = Versions.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Replaces a network's convolutions by compact ones, trains the result with and without"
                    + " distillation from the original, and compares them.",
            "Without options: a small network on digits drawn on the spot, in a few minutes."
        })
final class CompressCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(CompressCommand.class);

    /** What a shell shows for a program that Ctrl-C has ended. */
    private static final int INTERRUPTED = 130;

    @Spec private CommandSpec spec;

    @Mixin private CompressOptions options;

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

    /** For picocli. */
    CompressCommand() {
        this(new Stop());
    }

    /**
     * @param stop may end the work
     */
    CompressCommand(Stop stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        CompressionSettings settings = options.settings();
        ReportFolder report = new ReportFolder(folder);
        checkKept(settings, report);
        Optional<Monitor> monitor = monitor();
        try (Interruption interruption = new Interruption(stop)) {
            out.println(OneDnn.describe());
            monitor.ifPresent(m -> out.println("watch: " + m.url() + "/vernier/distillation"));
            Outcome outcome = new Compression(settings, console(out, report, monitor), stop).run();
            out.println();
            out.print(ResultTable.of(outcome).format());
            out.println("ms/image: " + options.timing());
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

    private static void checkKept(CompressionSettings settings, ReportFolder report)
            throws IOException {
        if (settings.teacher() instanceof SavedTeacher saved && report.replaces(saved.file())) {
            throw new InputException(
                    "model "
                            + saved.file()
                            + ": expected one outside the --out folder, where it would be"
                            + " replaced");
        }
    }

    private CompressionConsole console(
            PrintWriter out, ReportFolder report, Optional<Monitor> monitor) throws IOException {
        TrainingProgress progress = Platform.isTerminal() ? new EpochBar(out) : new EpochLines(out);
        return new CompressionConsole(out, progress, report, monitor, provenance());
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

    private void waitForUser(PrintWriter out, Optional<Monitor> monitor) throws IOException {
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
        environment.put("ms/image", options.timing());
        return new Provenance(options.describe(), environment);
    }
}
