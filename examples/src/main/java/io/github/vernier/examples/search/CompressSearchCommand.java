/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import io.github.vernier.arbiter.exchange.JavaSource;
import io.github.vernier.arbiter.network.NetworkObjective;
import io.github.vernier.arbiter.pruning.MedianPruning;
import io.github.vernier.arbiter.pruning.NoPruning;
import io.github.vernier.arbiter.pruning.Pruning;
import io.github.vernier.arbiter.pruning.SuccessiveHalving;
import io.github.vernier.arbiter.search.Search;
import io.github.vernier.arbiter.search.SearchListener;
import io.github.vernier.arbiter.search.SearchResult;
import io.github.vernier.arbiter.spaces.budget.BudgetMultiLayerSpace;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStore;
import io.github.vernier.examples.cli.DataOptions;
import io.github.vernier.examples.cli.Monitor;
import io.github.vernier.examples.cli.UiOptions;
import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.training.DataSelection;
import io.github.vernier.examples.training.Preparation;
import io.github.vernier.ui.search.Searches;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.scoring.impl.EvaluationScoreFunction;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.nd4j.evaluation.classification.Evaluation.Metric;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code search compress}: compact networks within one budget. */
@Command(
        name = "compress",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Searches small networks of hashed, ACDC and binary convolutions that all fit one budget"
                    + " of bits: which family each stage has, its share of the budget, its options,"
                    + " and the learning rate. TPE proposes; the score is the accuracy on the test"
                    + " images, which therefore flatters the best.",
            "Stopped or killed, it goes on where it was if run again on the same --resume file."
        })
public final class CompressSearchCommand implements Callable<Integer> {

    private static final String NAME = "compress";

    @Mixin private UiOptions ui;
    @Mixin private DataOptions data;
    @Spec private CommandSpec spec;

    @Option(
            names = "--layer",
            paramLabel = "FAMILY",
            split = ",",
            description =
                    "Families to choose among: ${COMPLETION-CANDIDATES}; default all. A stage of a"
                            + " single family has no choice.")
    private SearchedFamily[] families = SearchedFamily.values();

    @Option(
            names = "--budget",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description =
                    "Bits as a share of the network with full convolutions; default"
                            + " ${DEFAULT-VALUE}.")
    private double budget;

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "40",
            description = "Trials in all; default ${DEFAULT-VALUE}.")
    private int trials;

    @Option(
            names = "--time",
            paramLabel = "MINUTES",
            description = "Ends the search after so many minutes; default no limit.")
    private Double minutes;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "2",
            description = "Trials at a time, which changes no candidate; default ${DEFAULT-VALUE}.")
    private int parallel;

    /** Rules that give trials up. */
    enum PruningRule {
        /** Successive halving. */
        ASHA,
        /** Worse than the median. */
        MEDIAN,
        /** Never. */
        NONE;

        Pruning rule() {
            return switch (this) {
                case ASHA -> new SuccessiveHalving(1, 3);
                case MEDIAN -> MedianPruning.defaults();
                case NONE -> new NoPruning();
            };
        }
    }

    @Option(
            names = "--prune",
            paramLabel = "RULE",
            defaultValue = "asha",
            description =
                    "Gives up trials that are worse than others at the same epoch: asha, median or"
                            + " none; default ${DEFAULT-VALUE}.")
    private PruningRule prune;

    @Option(
            names = "--resume",
            paramLabel = "DB",
            description =
                    "File of the trials, made if it is not there; without it nothing is kept.")
    private Path store;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Epochs of a trial that is not given up; default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Images per minibatch; default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Writes the best network as a Java class, Best.java for example.")
    private Path export;

    /** Created by picocli. */
    public CompressSearchCommand() {}

    @Override
    public Integer call() throws IOException {
        check();
        ImageSource source = new ImageSource(data.selection(), batch, seed);
        DataSource images = source.data();
        BudgetMultiLayerSpace space =
                new CompactSpace(
                                Arrays.stream(families).distinct().toList(),
                                budget,
                                Preparation.input(images),
                                images.classes(),
                                epochs,
                                seed)
                        .build();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "Budget: %,d bits.%n", space.budget());
        Optional<Monitor> monitor = ui.open(new InMemoryStatsStorage());
        try (TrialStore trialStore =
                store == null ? SqliteTrialStore.inMemory() : SqliteTrialStore.open(store)) {
            Searches.attach(NAME, trialStore);
            monitor.ifPresent(shown -> out.println("Watch: " + shown.url() + "/vernier/search"));
            SearchResult result =
                    Search.builder()
                            .<DL4JConfiguration>space(space)
                            .name(NAME)
                            .objective(
                                    NetworkObjective.builder()
                                            .data(source)
                                            .score(new EvaluationScoreFunction(Metric.ACCURACY))
                                            .name("accuracy")
                                            .build())
                            .pruning(prune.rule())
                            .seed(seed)
                            .trials(trials)
                            .timeLimit(limit())
                            .parallelism(parallel)
                            .store(trialStore)
                            .listener(new Progress(out))
                            .build()
                            .run();
            SearchReport.print(out, trialStore);
            out.println(result.end().explanation());
            if (export != null && result.best().isPresent()) {
                export(trialStore, result.best().orElseThrow());
                out.println("Best network: " + export);
            }
            UiOptions.waitForUser(out, monitor);
            return result.best().isPresent() ? 0 : 1;
        } finally {
            Searches.detach(NAME);
            if (monitor.isPresent()) {
                monitor.get().close();
            }
        }
    }

    private Duration limit() {
        return minutes == null
                ? Duration.ofDays(365)
                : Duration.ofMillis((long) (minutes * Duration.ofMinutes(1).toMillis()));
    }

    private void check() {
        require(budget > 0 && budget <= 1, "--budget must be in (0, 1], but is " + budget);
        require(trials >= 1, "--trials must be at least 1, but is " + trials);
        require(parallel >= 1, "--parallel must be at least 1, but is " + parallel);
        require(epochs >= 1, "--epochs must be at least 1, but is " + epochs);
        require(batch >= 1, "--batch must be at least 1, but is " + batch);
        require(minutes == null || minutes > 0, "--time must be above 0, but is " + minutes);
        require(
                export == null || isClassFile(),
                "--export must be a Java file named like a class, but is " + export);
    }

    private boolean isClassFile() {
        return export.getFileName().toString().matches("\\p{javaJavaIdentifierStart}\\w*\\.java");
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private void export(TrialStore trialStore, Trial best) throws IOException {
        DataSelection images = data.selection();
        String folder =
                images.folder() == null
                        ? "null"
                        : "java.nio.file.Path.of(\"%s\")"
                                .formatted(images.folder().toString().replace("\\", "\\\\"));
        JavaSource.of(trialStore, best)
                .main(
                        """
                        var data = new io.github.vernier.examples.search.ImageSource(
                                new io.github.vernier.examples.training.DataSelection("%s", %s, %d, %d), %d, %dL);
                        System.out.println(train(data.trainData()).evaluate(data.testData()).accuracy());
                        """
                                .formatted(
                                        images.name(),
                                        folder,
                                        images.trainExamples(),
                                        images.testExamples(),
                                        batch,
                                        seed))
                .write(
                        export.toAbsolutePath().getParent(),
                        "",
                        export.getFileName().toString().replace(".java", ""));
    }

    /** A line for each trial that ends. */
    private record Progress(PrintWriter out) implements SearchListener {
        @Override
        public void onEnd(Trial trial) {
            List<String> values =
                    trial.values().entrySet().stream()
                            .filter(value -> value.getValue() != null)
                            .map(
                                    value ->
                                            value.getKey()
                                                    + "="
                                                    + SearchReport.text(value.getValue()))
                            .toList();
            out.printf(
                    Locale.ROOT,
                    "%4d  %-9s %s  %s%n",
                    trial.id(),
                    trial.status().name().toLowerCase(Locale.ROOT),
                    trial.lastEpochScore().isPresent()
                            ? SearchReport.text(trial.lastEpochScore().getAsDouble())
                            : "-",
                    String.join(" ", values));
            out.flush();
        }
    }
}
