/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.training.InputException;
import io.github.vernier.examples.training.Stop;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.sqlite.J7FileStatsStorage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ui}: the UI with trainings of the past. */
@Command(
        name = "ui",
        versionProvider = Versions.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows stored trainings in a browser of this machine, until interrupted.")
final class UiCommand implements Callable<Integer> {

    private static final byte[] SQLITE = "SQLite format 3".getBytes(StandardCharsets.US_ASCII);
    private static final int WAIT_MILLIS = 100;

    @Spec private CommandSpec spec;

    @Option(
            names = "--file",
            paramLabel = "STATS",
            arity = "1..*",
            required = true,
            description =
                    "Files of DL4J's FileStatsStorage or J7FileStatsStorage, such as those of"
                            + " 'demo --storage'; not in use by a training.")
    private List<Path> files;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9000",
            description =
                    "Port of the UI on the loopback address, 0 for any; default ${DEFAULT-VALUE}.")
    private int port;

    private final Stop stop;

    /** For picocli. */
    UiCommand() {
        this(new Stop());
    }

    /**
     * @param stop ends it
     */
    UiCommand(Stop stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws IOException {
        List<StatsStorage> storages = new ArrayList<>();
        try {
            for (Path file : files) {
                storages.add(open(file));
            }
            try (Monitor monitor = Monitor.start(port, storages.get(0));
                    Interruption interruption = new Interruption(stop)) {
                storages.stream().skip(1).forEach(monitor::attach);
                PrintWriter out = spec.commandLine().getOut();
                out.println("watch: " + monitor.url() + "/vernier; press Ctrl-C to end");
                out.flush();
                waitForStop();
            }
        } finally {
            for (StatsStorage storage : storages) {
                storage.close();
            }
        }
        return 0;
    }

    private static StatsStorage open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InputException("file " + file + ": expected a file of records");
        }
        try (InputStream in = Files.newInputStream(file)) {
            // The storages would make files of their own kind of anything else.
            return Arrays.equals(in.readNBytes(SQLITE.length), SQLITE)
                    ? new J7FileStatsStorage(file.toFile())
                    : new FileStatsStorage(file.toFile());
        } catch (RuntimeException e) {
            throw new InputException(
                    "file " + file + ": expected records of DL4J, " + e.getMessage());
        }
    }

    private void waitForStop() {
        try {
            while (!stop.isRequested()) {
                Thread.sleep(WAIT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
