/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionsCommandTest {

    @Test
    void theEstimatorIsBelowRandomAndGeneticSearch() {
        CommandRun run = CommandRun.of("search", "functions", "--seeds=7");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).containsSubsequence("random", "genetic", "Sobol", "TPE");
        for (String row : lines.subList(1, 4)) {
            String[] cells = row.trim().split("\\s+");
            double tpe = Double.parseDouble(cells[4]);
            assertThat(tpe).isBetween(0.0, Double.parseDouble(cells[1]));
            assertThat(tpe).isLessThan(Double.parseDouble(cells[2]));
        }
        assertThat(run.out()).contains("Median of 7 seeds, 60 trials each.");
    }

    @Test
    void aNumberOfSeedsBelowOneIsRefused() {
        CommandRun run = CommandRun.of("search", "functions", "--seeds=0");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--seeds must be at least 1, but is 0");
    }
}
