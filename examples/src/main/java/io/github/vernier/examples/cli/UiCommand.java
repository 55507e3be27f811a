/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.TrialStore;
import io.github.vernier.examples.training.InputException;
import io.github.vernier.examples.training.Stop;
import io.github.vernier.ui.search.Searches;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.ui.model.storage.sqlite.J7FileStatsStorage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ui}: the UI with trainings of the past. */
@Command(
        name = UiCommand.NAME,
        versionProvider = Versions.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows stored trainings and searches in a browser, until interrupted.",
            "For another address than the loopback one everyone needs a token: a browser opens"
                    + " http://HOST:N/vernier?token=TEXT once. The connection is not encrypted."
        })
final class UiCommand implements Callable<Integer> {

    static final String NAME = "ui";

    private static final byte[] SQLITE = "SQLite format 3".getBytes(StandardCharsets.US_ASCII);
    private static final int WAIT_MILLIS = 100;

    @Spec private CommandSpec spec;

    @Option(
            names = "--file",
            paramLabel = "STATS",
            arity = "1..*",
            description =
                    "Files of DL4J's FileStatsStorage or J7FileStatsStorage, such as those of"
                            + " 'demo --storage'; not in use by a training. DL4J reads them by Java"
                            + " deserialization; records alone are let through, whatever else is in"
                            + " a file is not (-Djdk.serialFilter=... for another choice).")
    private List<Path> files = List.of();

    @Option(
            names = "--search",
            paramLabel = "DB",
            arity = "1..*",
            description =
                    "Files of searches, such as those of 'search compress --resume'; they may be"
                            + " running.")
    private List<Path> searches = List.of();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9000",
            description = "Port of the UI, 0 for any; default ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen on; default ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--token",
            paramLabel = "TEXT",
            defaultValue = "${env:VERNIER_TOKEN:-}",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description =
                    "Asked of everyone, at least 16 characters; default the environment variable"
                            + " VERNIER_TOKEN, which other users of this machine do not see.")
    private String token;

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
        if (files.isEmpty() && searches.isEmpty()) {
            throw new InputException("ui: expected --file, --search or both");
        }
        List<StatsStorage> storages = new ArrayList<>();
        Map<String, TrialStore> trials = new LinkedHashMap<>();
        try {
            for (Path search : searches) {
                trials.put(search.getFileName().toString(), openSearch(search));
            }
            trials.forEach(Searches::attach);
            for (Path file : files) {
                storages.add(open(file));
            }
            if (storages.isEmpty()) {
                storages.add(new InMemoryStatsStorage());
            }
            try (Monitor monitor =
                            Monitor.start(
                                    host, port, token.isEmpty() ? null : token, storages.get(0));
                    Interruption interruption = new Interruption(stop)) {
                storages.stream().skip(1).forEach(monitor::attach);
                PrintWriter out = spec.commandLine().getOut();
                out.println("watch: " + monitor.url() + "/vernier; press Ctrl-C to end");
                out.flush();
                waitForStop();
            }
        } finally {
            trials.keySet().forEach(Searches::detach);
            trials.values().forEach(TrialStore::close);
            for (StatsStorage storage : storages) {
                storage.close();
            }
        }
        return 0;
    }

    private static TrialStore openSearch(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !isSqlite(file)) {
            throw new InputException("search " + file + ": expected a file of trials");
        }
        try {
            return SqliteTrialStore.open(file);
        } catch (RuntimeException e) {
            throw new InputException("search " + file + ": expected trials, " + e.getMessage());
        }
    }

    private static boolean isSqlite(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(SQLITE.length), SQLITE);
        }
    }

    private static StatsStorage open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InputException("file " + file + ": expected a file of records");
        }
        try {
            // Both deserialize what they read and offer no filter, as the option's text says. They
            // would make files of their own kind of anything else.
            return isSqlite(file)
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
