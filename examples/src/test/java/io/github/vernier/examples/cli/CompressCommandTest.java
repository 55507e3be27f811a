/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.data.ImageIterator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

class CompressCommandTest {

    private static final double BUDGET = 0.1;

    @TempDir private static Path folder;
    private static CommandRun run;

    @BeforeAll
    static void compress() {
        run = CommandRun.tiny(folder);
    }

    @Test
    void printsARowForEachModel() {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().map(line -> line.split("  +")[0]))
                .containsSubsequence(
                        "model", "teacher", "student without distillation", "student distilled");
        assertThat(run.out())
                .contains("kernels: ")
                .contains("data: digits, 300 training and 100 test images of 1x28x28, 10 classes")
                .contains("stage3_conv2: 147,456 -> ");
    }

    @Test
    void staysWithinTheBudget() throws IOException {
        List<String[]> rows = CommandRun.csv(folder.resolve("results.csv"));
        assertThat(rows)
                .extracting(row -> row[0])
                .containsExactly("teacher", "student", "student-distilled");
        long teacher = Long.parseLong(rows.get(0)[1]);
        assertThat(Long.parseLong(rows.get(1)[1]))
                .isLessThanOrEqualTo((long) (BUDGET * teacher))
                .isGreaterThan((long) (0.99 * BUDGET * teacher))
                .isEqualTo(Long.parseLong(rows.get(2)[1]));
    }

    @ParameterizedTest
    @CsvSource({"teacher,0", "student,1", "student-distilled,2"})
    void writesModelsThatAchieveWhatTheTableSays(String model, int row) throws IOException {
        Path file = folder.resolve(model + ".zip");
        Pair<MultiLayerNetwork, ?> stored =
                ModelSerializer.restoreMultiLayerNetworkAndNormalizer(file.toFile(), false);
        ImageIterator test = DataSource.of("digits", null, 1).limit(300, 100).test(32);
        test.setPreProcessor((DataNormalization) stored.getSecond());
        Evaluation evaluation = stored.getFirst().evaluate(test);

        String[] fields = CommandRun.csv(folder.resolve("results.csv")).get(row);
        assertThat(evaluation.accuracy()).isEqualTo(Double.parseDouble(fields[4]));
        assertThat(stored.getFirst().getListeners()).isEmpty();
        assertThat(Files.size(file)).isEqualTo(Long.parseLong(fields[3]));
        assertThat(Double.parseDouble(fields[5])).isPositive();
    }

    @Test
    void writesAReportThatNeedsNothingElse() throws IOException {
        String html = Files.readString(folder.resolve("report.html"));
        assertThat(html)
                .contains("<td>teacher</td>")
                .contains("<td>student without distillation</td>")
                .contains("<td>student distilled</td>")
                .contains("<td>stage3_conv2</td>")
                .contains(">--at-beta</th><td>20.0</td>")
                .contains(">data SHA-256</th>")
                .contains(">command line</th><td>vernier compress --no-ui")
                .contains("stage1, stage2, stage3")
                .contains("echarts.init")
                .doesNotContain("{{")
                .doesNotContain("class=\"partial\"")
                .doesNotContainPattern("(src|href)=\"http");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "report.html",
                            "results.csv",
                            "curves.csv",
                            "teacher.zip",
                            "student.zip",
                            "student-distilled.zip");
        }
    }

    @Test
    void writesOneLineForEachEpoch() throws IOException {
        List<String[]> curves = CommandRun.csv(folder.resolve("curves.csv"));
        List<String[]> results = CommandRun.csv(folder.resolve("results.csv"));
        assertThat(curves).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(curves.get(i)).startsWith(results.get(i)[0], "1");
            assertThat(Double.parseDouble(curves.get(i)[2])).isBetween(0.1, 10.0);
            assertThat(curves.get(i)[3]).isEqualTo(results.get(i)[4]);
        }
    }

    @Test
    void givesTheSameNumbersForTheSameSeed(@TempDir Path again) throws IOException {
        assertThat(CommandRun.tiny(again).exitCode()).isZero();
        assertThat(untimed(again.resolve("results.csv")))
                .isEqualTo(untimed(folder.resolve("results.csv")));
        assertThat(untimed(again.resolve("curves.csv"), 4))
                .isEqualTo(untimed(folder.resolve("curves.csv"), 4));
    }

    private static List<List<String>> untimed(Path results) throws IOException {
        return untimed(results, 5);
    }

    /** A table without its column of times. */
    private static List<List<String>> untimed(Path file, int times) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String[] fields : CommandRun.csv(file)) {
            List<String> row = new ArrayList<>(List.of(fields));
            row.remove(times);
            rows.add(row);
        }
        return rows;
    }

    @Test
    void takesASavedModelAsItIs(@TempDir Path other) throws IOException {
        CommandRun saved =
                CommandRun.tiny(
                        other,
                        "--model=" + folder.resolve("teacher.zip"),
                        "--layer=both-hashed-separable",
                        "--budget=0.1",
                        "--init=fresh");
        assertThat(saved.err()).isEmpty();
        assertThat(saved.out())
                .doesNotContain("teacher: epoch")
                .contains("parameters as HashedSeparableConvolution2D");
        assertThat(CommandRun.csv(other.resolve("results.csv")).get(0)[4])
                .isEqualTo(CommandRun.csv(folder.resolve("results.csv")).get(0)[4]);
        // The stages' taps are found without the network being known.
        assertThat(Files.readString(other.resolve("report.html")))
                .contains("stage1, stage2, stage3");
    }

    @Test
    void leavesDistillationOutIfTold(@TempDir Path other) throws IOException {
        CommandRun plain = CommandRun.tiny(other, "--no-distill");
        assertThat(plain.exitCode()).isZero();
        assertThat(CommandRun.csv(other.resolve("results.csv")))
                .extracting(row -> row[0])
                .containsExactly("teacher", "student");
        // The student does not depend on whether there is another one.
        assertThat(untimed(other.resolve("results.csv")))
                .isEqualTo(untimed(folder.resolve("results.csv")).subList(0, 2));
        assertThat(other.resolve("student-distilled.zip")).doesNotExist();
    }
}
