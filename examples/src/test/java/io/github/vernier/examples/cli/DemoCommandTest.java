/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.TrialStore;
import io.github.vernier.examples.search.DemoSearch;
import io.github.vernier.examples.training.Stop;
import io.github.vernier.listeners.record.AttentionMapsUpdate;
import io.github.vernier.listeners.record.BinaryWeightStaticInfo;
import io.github.vernier.listeners.record.CdgStaticInfo;
import io.github.vernier.listeners.record.ClusterStaticInfo;
import io.github.vernier.listeners.record.CostStaticInfo;
import io.github.vernier.listeners.record.DiscreteGradientStaticInfo;
import io.github.vernier.listeners.record.DistillationStaticInfo;
import io.github.vernier.listeners.record.EvaluationUpdate;
import io.github.vernier.listeners.record.GradientVarianceStaticInfo;
import io.github.vernier.listeners.record.PopArtStaticInfo;
import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.listeners.record.SeriesUpdate;
import io.github.vernier.listeners.record.StochasticRoundingStaticInfo;
import io.github.vernier.listeners.record.TrainingUpdate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code demo} leaves something for every page, and {@code ui} shows it again. */
class DemoCommandTest {

    private static final Pattern WATCH = Pattern.compile("watch: (http://127\\.0\\.0\\.1:\\d+)/");

    @TempDir private Path folder;

    private CommandRun demo(Path file) {
        return CommandRun.of(
                "demo",
                "--no-ui",
                "--epochs=2",
                "--train-examples=96",
                "--test-examples=32",
                "--batch=16",
                "--storage=" + file);
    }

    @Test
    void everyPageHasSomethingToShow() throws IOException {
        Path file = folder.resolve("demo.stats");
        CommandRun run = demo(file);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("teacher: epoch 2 of 2", "binary: ", "numbers: ", "demo.stats");

        FileStatsStorage storage = new FileStatsStorage(file.toFile());
        assertThat(storage.listSessionIDs()).contains("teacher", "binary", "numbers");
        for (String type :
                List.of(
                        TrainingUpdate.TYPE_ID,
                        EvaluationUpdate.TYPE_ID,
                        BinaryWeightStaticInfo.TYPE_ID,
                        CdgStaticInfo.TYPE_ID,
                        DiscreteGradientStaticInfo.TYPE_ID,
                        StochasticRoundingStaticInfo.TYPE_ID,
                        GradientVarianceStaticInfo.TYPE_ID,
                        ClusterStaticInfo.TYPE_ID,
                        DistillationStaticInfo.TYPE_ID,
                        AttentionMapsUpdate.TYPE_ID,
                        SeriesUpdate.TYPE_ID,
                        "StatsListener")) {
            assertThat(storage.getLatestUpdate("binary", type, "0")).as(type).isNotNull();
        }
        assertThat(storage.getLatestUpdate("teacher", BinaryWeightStaticInfo.TYPE_ID, "0"))
                .isNull();
        CostStaticInfo cost =
                (CostStaticInfo) storage.getStaticInfo("binary", CostStaticInfo.TYPE_ID, "cost");
        assertThat(cost.getOriginal()).isPresent();
        // The scale grew a hundredfold in the second epoch.
        List<PopArtUpdate> heads =
                storage.getAllUpdatesAfter("numbers", PopArtStaticInfo.TYPE_ID, "0", 0).stream()
                        .map(PopArtUpdate.class::cast)
                        .toList();
        assertThat(heads.get(heads.size() - 1).getHeads().get(0).deviation()[0])
                .isGreaterThan(10 * heads.get(0).getHeads().get(0).deviation()[0]);
        storage.close();

        assertThat(shown("/vernier/api/sessions", "--file=" + file))
                .contains("teacher", "binary", "numbers");
        assertThat(demo(file).err()).contains("expected a file that does not exist");
    }

    @Test
    void aSearchIsShownAgain() {
        Path file = folder.resolve("search.db");
        try (TrialStore trials = SqliteTrialStore.open(file)) {
            DemoSearch.run(trials, 1);
        }
        assertThat(shown("/vernier/api/search", "--search=" + file)).contains("search.db");
    }

    /** What the UI answers to a request while it shows something. */
    private static String shown(String path, String argument) {
        Stop stop = new Stop();
        StringBuilder answer = new StringBuilder();
        StringWriter out =
                new StringWriter() {
                    @Override
                    public void flush() {
                        Matcher watch = WATCH.matcher(toString());
                        if (watch.find() && !stop.isRequested()) {
                            answer.append(get(watch.group(1) + path));
                            stop.request();
                        }
                    }
                };
        int exitCode =
                new CommandLine(new UiCommand(stop))
                        .setOut(new PrintWriter(out))
                        .execute(argument, "--port=0");
        assertThat(exitCode).isZero();
        return answer.toString();
    }

    private static String get(String url) {
        try (var stream = URI.create(url).toURL().openStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anInterruptEndsIt() {
        Stop stop = new Stop();
        stop.request();
        StringWriter out = new StringWriter();
        int exitCode =
                new CommandLine(new DemoCommand(stop))
                        .setOut(new PrintWriter(out))
                        .execute("--no-ui", "--train-examples=32", "--test-examples=8");
        assertThat(exitCode).isEqualTo(130);
        assertThat(out.toString()).contains("interrupted");
    }

    @Test
    void errorsAreOneLine() throws IOException {
        assertThat(CommandRun.of("demo", "--no-ui", "--train-examples=8").err())
                .isEqualTo(
                        "vernier demo: train-examples 8: expected at least a batch of 32"
                                + System.lineSeparator());
        assertThat(CommandRun.of("ui", "--file=" + folder.resolve("none")).err())
                .contains("expected a file of records");
        assertThat(CommandRun.of("ui").err()).contains("expected --file, --search or both");
        assertThat(CommandRun.of("ui", "--search=" + folder.resolve("none")).err())
                .contains("expected a file of trials");
        Path empty = folder.resolve("empty.stats");
        new FileStatsStorage(empty.toFile()).close();
        assertThat(CommandRun.of("ui", "--file=" + empty, "--host=0.0.0.0", "--port=0").err())
                .contains("can be reached from other machines: expected a token");
        assertThat(CommandRun.of("ui", "--file=" + empty, "--token=short").err())
                .contains("expected at least 16 characters");
        Path text = Files.writeString(folder.resolve("text"), "no records\n".repeat(100));
        CommandRun run = CommandRun.of("ui", "--file=" + text, "--port=0");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("expected records of DL4J").hasLineCount(1);
        assertThat(Files.readString(text)).startsWith("no records");
    }
}
