/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.binary.estimator.SignEstimators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code estimators}: what it prints and leaves. */
class EstimatorsCommandTest {

    @Test
    void drawsAll(@TempDir Path folder) throws IOException {
        CommandRun run = CommandRun.of("estimators", "--out=" + folder);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        List<String[]> csv = CommandRun.csv(folder.resolve("curves.csv"));
        assertThat(csv).hasSize(401 * SignEstimators.all().size());
        String html = Files.readString(folder.resolve("report.html"));
        for (String name : SignEstimators.all().keySet()) {
            assertThat(run.out()).containsPattern("(?m)^" + name + " ");
            assertThat(html).contains("\"" + name + "\":[[-2.0,");
            assertThat(csv.stream().filter(line -> line[0].equals(name)).count()).isEqualTo(401);
        }
        assertThat(html).doesNotContain("{{").contains("echarts");
        assertThat(run.out()).contains(folder.resolve("report.html").toUri().toString());
        // Bi-Real's triangle: 2 - 2|x| at a quarter of the grid.
        assertThat(csv)
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .containsExactly("approx-sign", "0.5", "1.0", "1.0"));
    }

    @Test
    void tableAndPlotOfOne() {
        CommandRun run = CommandRun.of("estimators", "approx-sign");
        assertThat(run.exitCode()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(2).split("\\s+"))
                .containsExactly(
                        "approx-sign",
                        "-1",
                        "-1",
                        "-1",
                        "1",
                        "1",
                        "1",
                        "1",
                        "0",
                        "0",
                        "1",
                        "2",
                        "1",
                        "0",
                        "0");
        // The plot of the gradient peaks in the middle of the upper row.
        String top = lines.stream().filter(line -> line.startsWith("      1 |")).findFirst().get();
        String gradient = top.substring(top.lastIndexOf('|') + 1);
        assertThat(gradient.indexOf('*')).isBetween(19, 20);
        assertThat(gradient.lastIndexOf('*')).isBetween(20, 21);
    }

    @Test
    void otherRange() {
        CommandRun run =
                CommandRun.of("estimators", "hard-tanh", "--from=0", "--to=1", "--points=11");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().toList().get(2).split("\\s+"))
                .containsExactly(
                        "hard-tanh",
                        "-",
                        "-",
                        "-",
                        "0",
                        "0.5",
                        "1",
                        "-",
                        "-",
                        "-",
                        "-",
                        "1",
                        "1",
                        "1",
                        "-");
    }

    @Test
    void mistakesAreNamed() {
        CommandRun unknown = CommandRun.of("estimators", "sgn");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("\"sgn\"").contains("ste-sign");
        CommandRun range = CommandRun.of("estimators", "--from=1", "--to=1");
        assertThat(range.exitCode()).isEqualTo(2);
        assertThat(range.err()).contains("1.0 and 1.0");
        CommandRun few = CommandRun.of("estimators", "--points=1");
        assertThat(few.exitCode()).isEqualTo(2);
        assertThat(few.err()).contains("from 11 to 1001, but is 1");
    }
}
