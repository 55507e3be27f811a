/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.TrialStore;
import io.github.vernier.examples.demo.Demo;
import io.github.vernier.examples.demo.DemoSettings;
import io.github.vernier.examples.search.DemoSearch;
import io.github.vernier.examples.training.InputException;
import io.github.vernier.examples.training.Stop;
import io.github.vernier.examples.training.StoppedException;
import io.github.vernier.ui.search.Searches;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: something to see on every page of the UI. */
@Command(
        name = "demo",
        versionProvider = Versions.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains three small networks on digits drawn on the spot, with all listeners at work:"
                    + " one of stock layers, a binary one distilled from it, and a regression whose"
                    + " targets change their scale halfway. With the UI, a small search too.",
            "Every page of the UI shows something of them. A minute or two with the defaults."
        })
final class DemoCommand implements Callable<Integer> {

    /** What a shell shows for a program that Ctrl-C has ended. */
    private static final int INTERRUPTED = 130;

    @Spec private CommandSpec spec;

    @Mixin private UiOptions ui;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "8",
            description = "Epochs of each training; default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--train-examples",
            paramLabel = "N",
            defaultValue = "1600",
            description = "Images to train on; default ${DEFAULT-VALUE}.")
    private int trainExamples;

    @Option(
            names = "--test-examples",
            paramLabel = "N",
            defaultValue = "320",
            description = "Images to test on; default ${DEFAULT-VALUE}.")
    private int testExamples;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Size of minibatches; default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything drawn; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--storage",
            paramLabel = "FILE",
            description =
                    "Keep the records in this file, which must not exist yet; 'ui --file' shows"
                            + " them again.")
    private Path file;

    private final Stop stop;

    /** For picocli. */
    DemoCommand() {
        this(new Stop());
    }

    /**
     * @param stop may end the work
     */
    DemoCommand(Stop stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws IOException {
        DemoSettings settings = new DemoSettings(epochs, trainExamples, testExamples, batch, seed);
        StatsStorage storage = storage();
        try {
            Optional<Monitor> monitor = ui.open(storage);
            try (Interruption interruption = new Interruption(stop);
                    TrialStore trials = SqliteTrialStore.inMemory()) {
                if (monitor.isPresent()) {
                    Searches.attach(DemoSearch.NAME, trials);
                    DemoSearch.run(trials, seed);
                }
                return run(settings, storage, monitor);
            } finally {
                Searches.detach(DemoSearch.NAME);
                if (monitor.isPresent()) {
                    monitor.get().close();
                }
            }
        } finally {
            storage.close();
        }
    }

    private StatsStorage storage() {
        if (file == null) {
            return new InMemoryStatsStorage();
        }
        if (Files.exists(file)) {
            throw new InputException("storage " + file + ": expected a file that does not exist");
        }
        return new FileStatsStorage(file.toFile());
    }

    private int run(DemoSettings settings, StatsStorage storage, Optional<Monitor> monitor)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        monitor.ifPresent(m -> out.println("watch: " + m.url() + "/vernier"));
        out.flush();
        try {
            new Demo(
                            settings,
                            storage,
                            (session, epoch, all, score) -> {
                                out.printf(
                                        Locale.ROOT,
                                        "%s: epoch %d of %d, score %.4f%n",
                                        session,
                                        epoch,
                                        all,
                                        score);
                                out.flush();
                            },
                            stop)
                    .run();
        } catch (StoppedException e) {
            out.println("interrupted");
            out.flush();
            return INTERRUPTED;
        }
        if (file != null) {
            out.println("records: " + file);
        }
        out.flush();
        UiOptions.waitForUser(out, monitor);
        return 0;
    }
}
