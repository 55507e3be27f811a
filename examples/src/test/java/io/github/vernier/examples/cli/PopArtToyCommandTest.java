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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code popart-toy}: one repetition of the published fifty. */
class PopArtToyCommandTest {

    @Test
    void ranksTheMethodsAsPublished(@TempDir Path folder) throws IOException {
        CommandRun run = CommandRun.of("popart-toy", "--repetitions=1", "--out=" + folder);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("15,012 of 15,012 training steps")
                .containsPattern(
                        "(?m)^Pop-Art +0\\.00316 +[0-9.]+ +155\\.1 +140 to 165 +[0-9.]+ +17\\.7$");

        List<String[]> results = CommandRun.csv(folder.resolve("results.csv"));
        assertThat(results).extracting(row -> row[0]).containsExactly("SGD", "ART", "Pop-Art");
        for (String[] row : results) {
            double published = Double.parseDouble(row[2]);
            assertThat(Double.parseDouble(row[1]))
                    .as(row[0])
                    .isBetween(0.75 * published, 1.25 * published);
        }
        assertThat(end(results, 2)).isLessThan(0.5 * end(results, 1));
        assertThat(end(results, 1)).isLessThan(0.9 * end(results, 0));

        List<String[]> curves = CommandRun.csv(folder.resolve("curves.csv"));
        assertThat(curves).hasSize(3 * 4995);
        // With one repetition every percentile is the run itself.
        assertThat(curves)
                .allSatisfy(row -> assertThat(row[2]).isEqualTo(row[3]).isEqualTo(row[4]));
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("<td>Pop-Art</td>", "echarts.init", "\"Pop-Art\":[[0,")
                .doesNotContain("{{");
    }

    private static double end(List<String[]> results, int row) {
        return Double.parseDouble(results.get(row)[3]);
    }

    @Test
    void refusesNothingToDo() {
        CommandRun run = CommandRun.of("popart-toy", "--repetitions=0");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--repetitions must be at least 1, but is 0");
    }
}
