/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.vernier.examples.training.Stop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InterruptionTest {

    private static final int INTERRUPTED = 130;
    private static final long SIGINT_MASK = 1 << 1;

    @TempDir private Path folder;

    @Test
    void leavesAPartialReportOfWhatWasReached() throws IOException {
        Stop stop = new Stop();
        StringWriter out =
                new StringWriter() {
                    @Override
                    public void flush() {
                        // The last line before the student's training.
                        if (toString().contains("network: ")) {
                            stop.request();
                        }
                    }
                };
        CommandLine command =
                new CommandLine(new Vernier())
                        .addSubcommand("stoppable", new CompressCommand(stop))
                        .setOut(new PrintWriter(out));
        String[] arguments = CommandRun.tinyArguments(folder);
        arguments[0] = "stoppable";

        assertThat(command.execute(arguments)).isEqualTo(INTERRUPTED);
        assertThat(out.toString())
                .contains("interrupted; what was reached is in " + folder.resolve("report.html"));
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("class=\"partial\"")
                .contains("<td>teacher</td>")
                .contains("<td>stage3_conv2</td>")
                .doesNotContain("<td>student without distillation</td>")
                .endsWith("</html>\n");
        List<String[]> results = CommandRun.csv(folder.resolve("results.csv"));
        assertThat(results).hasSize(1);
        assertThat(results.get(0)).startsWith("teacher").hasSize(7);
        assertThat(results.get(0)[5]).as("milliseconds, measured at the end").isEmpty();
        assertThat(
                        ModelSerializer.restoreMultiLayerNetwork(
                                        folder.resolve("teacher.zip").toFile())
                                .numParams())
                .isGreaterThan(200_000);
        assertThat(files()).doesNotContain("student.zip").noneMatch(f -> f.endsWith(".part"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are POSIX's")
    void endsWithTheShellsCodeOnCtrlC() throws IOException, InterruptedException {
        assumeFalse(ignoresInterrupts(), "started in the background, where Ctrl-C does nothing");
        List<String> line =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx1g",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Vernier.class.getName()));
        line.addAll(List.of(CommandRun.tinyArguments(folder, "--teacher-epochs=500")));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        try (BufferedReader out = process.inputReader()) {
            String text;
            do {
                text = out.readLine();
            } while (text != null && !text.contains("epoch 1 of 500"));
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

            assertThat(out.lines()).last().asString().startsWith("interrupted; ");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(INTERRUPTED);
        assertThat(Files.readString(folder.resolve("report.html"))).contains("class=\"partial\"");
        assertThat(CommandRun.csv(folder.resolve("curves.csv"))).hasSizeGreaterThanOrEqualTo(1);
    }

    /** Shells start jobs in the background so, and children inherit it. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                    .anyMatch(mask -> (mask & SIGINT_MASK) != 0);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
