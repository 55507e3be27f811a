/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code probe}: what the studies print and leave, with small settings. */
class ProbeCommandTest {

    @TempDir private Path folder;

    private CommandRun run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "probe";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 1] = "--out=" + folder;
        CommandRun run = CommandRun.of(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains(folder.resolve("report.html").toUri().toString());
        return run;
    }

    private String html() throws IOException {
        String html = Files.readString(folder.resolve("report.html"));
        assertThat(html).doesNotContain("{{").contains("echarts").contains("--seed");
        return html;
    }

    @Test
    void rosenbrock() throws IOException {
        CommandRun run = run("rosenbrock", "--updates=1000");
        List<String[]> csv = CommandRun.csv(folder.resolve("rosenbrock.csv"));
        // Four starts at 0 and 1000 updates, and the author's log.
        assertThat(csv).hasSize(9);
        for (String[] row : csv) {
            assertThat(Double.parseDouble(row[2]) / Double.parseDouble(row[3]))
                    .as(String.join(" ", row))
                    .isCloseTo(1, within(row[1].equals("100") ? 1e-12 : 0.2));
            assertThat(row[6]).isEqualTo("yes");
        }
        assertThat(run.out()).contains("YouCaiJun98").contains("are met");
        assertThat(html()).contains("\"logY\":true").contains("seed 2");
    }

    @Test
    void discreteGradient() throws IOException {
        CommandRun run =
                run(
                        "discrete-gradient",
                        "--units=3",
                        "--batch=24",
                        "--networks=2",
                        "--stride=0.01");
        List<String[]> layers = CommandRun.csv(folder.resolve("discrete-gradient.csv"));
        assertThat(layers).hasSize(3);
        for (String[] row : layers) {
            assertThat(Double.parseDouble(row[1])).isPositive();
            assertThat(Long.parseLong(row[6])).isPositive();
        }
        // The last layer has no sign behind it: a smooth function, in which one stride is enough.
        List<String[]> changes = CommandRun.csv(folder.resolve("changes.csv"));
        assertThat(changes.get(2)[2]).isEqualTo("6");
        assertThat(changes.get(2)[4]).isEqualTo("0.01000");
        assertThat(CommandRun.csv(folder.resolve("multistep.csv"))).hasSize(4);
        assertThat(run.out()).contains("Published verdict");
        assertThat(html()).contains("Smallest change");
    }

    @Test
    void overhead() throws IOException {
        CommandRun run =
                run(
                        "overhead",
                        "--rounds=2",
                        "--train-examples=24",
                        "--test-examples=8",
                        "--batch=8",
                        "--probes=evaluation,binary weights,pop-art");
        List<String[]> csv = CommandRun.csv(folder.resolve("overhead.csv"));
        assertThat(csv)
                .extracting(row -> row[0])
                .containsExactly("evaluation", "binary weights", "pop-art");
        for (String[] row : csv) {
            for (int column = 1; column < 6; column++) {
                assertThat(Double.parseDouble(row[column])).as(row[0]).isPositive();
            }
            assertThat(row[6]).isEmpty();
        }
        assertThat(CommandRun.csv(folder.resolve("epochs.csv"))).hasSize(6);
        assertThat(run.out()).contains("goal of 1.10");
        assertThat(html()).contains("What probes cost");
        assertThat(CommandRun.of("probe", "overhead", "--probes=none").err())
                .contains("--probes has no none, expected some of [training, evaluation");
    }

    @Test
    void srSte() throws IOException {
        CommandRun run =
                run(
                        "sr-ste",
                        "--units=6",
                        "--batches=3",
                        "--batch=64",
                        "--passes=2",
                        "--lr-step=0.05",
                        "--pretrain-steps=5",
                        "--pretrain-batch=64");
        List<String[]> losses = CommandRun.csv(folder.resolve("losses.csv"));
        assertThat(losses).hasSize(2 * 3 * 3);
        assertThat(losses)
                .allSatisfy(
                        row ->
                                assertThat(Double.parseDouble(row[5]) / 0.05 + 1e-9)
                                        .isBetween(1.0, 10.1));
        List<String[]> statistics = CommandRun.csv(folder.resolve("sr-ste.csv"));
        assertThat(statistics).hasSize(14);
        assertThat(statistics.stream().filter(row -> row[1].equals("STE lowers the loss")))
                .satisfiesExactly(
                        row -> assertThat(row[3]).isEqualTo("10/10"),
                        row -> assertThat(row[3]).isEqualTo("7/10"));
        assertThat(run.out()).contains("/3");
        assertThat(html()).contains("best sr-STE step");
    }

    @Test
    void cdg() throws IOException {
        CommandRun run =
                run(
                        "cdg",
                        "--layers=stage1_conv1,output",
                        "--epsilons=0.01",
                        "--coordinates=6",
                        "--batch=4",
                        "--train-examples=64");
        List<String[]> rows = CommandRun.csv(folder.resolve("cdg.csv"));
        assertThat(rows.stream().map(row -> row[0]))
                .containsExactly("stage1_conv1/W", "output/W", "output/b");
        assertThat(rows).allSatisfy(row -> assertThat(row[2]).isEqualTo("6"));
        assertThat(Double.parseDouble(rows.get(2)[4])).isGreaterThan(0.999);
        assertThat(CommandRun.csv(folder.resolve("pairs.csv"))).hasSize(18);
        assertThat(run.out()).contains("36 evaluations");
        assertThat(html()).contains("\"type\":\"scatter\"");
    }

    @Test
    void cdgCompare() throws IOException {
        run(
                "cdg",
                "--compare",
                "--compare-layer=output",
                "--compare-sample=2",
                "--batch=2",
                "--train-examples=32");
        List<String[]> rows = CommandRun.csv(folder.resolve("compare.csv"));
        // Two weights and two biases in the sample, all 480 weights and 10 biases shared.
        assertThat(rows.get(0)[1]).isEqualTo("8");
        assertThat(rows.get(1)[1]).isEqualTo("980");
        assertThat(Double.parseDouble(rows.get(1)[4])).isPositive();
    }

    @Test
    void mistakesAreNamed() {
        assertMistake("a study is missing", "probe");
        assertMistake("--updates must be at least 100", "probe", "rosenbrock", "--updates=1");
        assertMistake("0.2 and 0.1", "probe", "discrete-gradient", "--stride=0.2");
        assertMistake("(0, 0.5], but is 0.6", "probe", "sr-ste", "--lr-step=0.6");
        assertMistake("--passes must be at least 1", "probe", "sr-ste", "--passes=0");
        assertMistake("--train-examples at least 32", "probe", "cdg", "--train-examples=1");
        assertMistake(
                "<conv9>", "probe", "cdg", "--layers=conv9", "--train-examples=32", "--batch=2");
    }

    private static void assertMistake(String what, String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(what);
    }
}
