/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code recu} and {@code train}. */
class StudyCommandTest {

    private static final List<String> MODELS =
            List.of("float", "tau-0.85", "tau-0.99", "tau-scheduled", "tau-off");

    @TempDir private static Path folder;
    private static CommandRun run;

    private static String[] tiny(String command, Path out, String... more) {
        return Stream.concat(
                        Stream.of(
                                command,
                                "--no-ui",
                                "--train-examples=48",
                                "--test-examples=20",
                                "--epochs=2",
                                "--batch=16",
                                "--out=" + out),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    @BeforeAll
    static void recu() {
        run = CommandRun.of(tiny("recu", folder, "--width=2"));
    }

    @Test
    void printsARowForEachNetwork() {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().map(line -> line.split("  +")[0]))
                .containsSubsequence(
                        "model", "float", "tau 0.85", "tau 0.99", "tau 0.85 to 0.99", "tau off");
    }

    @Test
    void binaryNetworksTakeLessRoomAndAreLookedAt() throws IOException {
        List<String[]> rows = CommandRun.csv(folder.resolve("results.csv"));
        assertThat(rows).extracting(row -> row[0]).containsExactlyElementsOf(MODELS);
        double all = Double.parseDouble(rows.get(0)[6]);
        assertThat(all).isEqualTo(4 * Double.parseDouble(rows.get(0)[1]));
        assertThat(rows.get(0)[7]).isEmpty();
        for (String[] row : rows.subList(1, rows.size())) {
            assertThat(Double.parseDouble(row[6])).isLessThan(all);
            assertThat(Double.parseDouble(row[7])).isBetween(0.0, 0.1);
            assertThat(Double.parseDouble(row[8])).isBetween(0.0, 1.0);
        }
    }

    @Test
    void theClampTouchesTheWeightsOnly() throws IOException {
        // Same start, same images, and a forward pass that does not depend on tau: the first
        // epoch's losses part only as the weights do.
        List<String[]> curves = CommandRun.csv(folder.resolve("curves.csv"));
        assertThat(curves).hasSize(2 * MODELS.size());
        List<String> first =
                curves.stream()
                        .filter(row -> row[1].equals("1") && !row[0].equals("float"))
                        .map(row -> row[2])
                        .toList();
        // The schedule starts at 0.85.
        assertThat(first.get(0)).isEqualTo(first.get(2)).isNotEqualTo(first.get(3));
    }

    @Test
    void writesAReportWithTheWeightsByEpoch() throws IOException {
        String html = Files.readString(folder.resolve("report.html"));
        assertThat(html)
                .contains("<h1>ReCU: the clamp of binary weights</h1>")
                .contains("<h2>Binary weights</h2>")
                .contains("<td>tau 0.85 to 0.99</td>")
                .contains("0.8500")
                .contains(">--width</th><td>2</td>")
                .contains("echarts.init")
                .doesNotContain("{{")
                .doesNotContain("class=\"partial\"");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
                    .contains("report.html", "results.csv", "curves.csv")
                    .containsAll(MODELS.stream().map(model -> model + ".zip").toList());
        }
        assertThat(
                        ModelSerializer.restoreComputationGraph(
                                        folder.resolve("tau-0.85.zip").toFile())
                                .numParams())
                .isPositive();
    }

    @Test
    void trainsOneNetwork(@TempDir Path other) throws IOException {
        CommandRun train =
                CommandRun.of(
                        tiny(
                                "train",
                                other,
                                "--network=resnet-20-2",
                                "--layer=binary",
                                "--tau-start=0.9",
                                "--tau-end=0.95"));
        assertThat(train.err()).isEmpty();
        assertThat(train.exitCode()).isZero();
        assertThat(CommandRun.csv(other.resolve("results.csv")))
                .extracting(row -> row[0])
                .containsExactly("model");
        assertThat(Files.readString(other.resolve("report.html")))
                .contains("0.9000")
                .contains(">--protocol</th><td>recu</td>");
        assertThat(other.resolve("model.zip")).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --layer=Fancy | No layer \"Fancy\"; there are Conv",
                "train --network=lenet | No network \"lenet\"; there are small-cnn",
                "train --protocol=best | protocol 'best': expected one of [wrn",
                "train --tau=0.9 --tau-end=0.95 | mutually exclusive",
                "train --layer=binary --tau=0.4 | must be in (0.5, 1]",
                "train --epochs=0 | epochs 0: expected at least 1",
                "recu --width=3 | Channels of the first group must be even, got 3",
                "recu --batch=0 | batch 0: expected at least 1",
            })
    void saysInOneLineWhatDoesNotFit(String arguments, String message, @TempDir Path out) {
        CommandRun wrong =
                CommandRun.of(
                        Stream.concat(
                                        Stream.of(arguments.split(" ")),
                                        Stream.of(
                                                "--no-ui",
                                                "--train-examples=20",
                                                "--test-examples=10",
                                                "--out=" + out))
                                .toArray(String[]::new));
        assertThat(wrong.err().lines().findFirst().orElseThrow()).contains(message);
        assertThat(wrong.exitCode()).isEqualTo(2);
    }
}
