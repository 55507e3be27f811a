/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorTest {

    private static final Pattern WATCH =
            Pattern.compile("watch: (http://127\\.0\\.0\\.1:\\d+)/vernier/distillation");

    @TempDir private Path folder;

    @Test
    void showsTheTrainingsWhileTheCommandRuns() {
        StringBuilder sessions = new StringBuilder();
        StringWriter out =
                new StringWriter() {
                    @Override
                    public void flush() {
                        Matcher watch = WATCH.matcher(toString());
                        if (toString().contains("report: ") && watch.find()) {
                            sessions.append(get(watch.group(1) + "/vernier/api/sessions"));
                        }
                    }
                };
        int exitCode =
                Vernier.commandLine(new PrintWriter(out), new PrintWriter(new StringWriter()))
                        .execute(CommandRun.tinyArguments(folder, "--ui", "--port=0"));
        assertThat(exitCode).isZero();
        assertThat(sessions.toString()).contains("student-distilled");
    }

    @Test
    void failsIfThePortThatWasAskedForIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CommandRun run = CommandRun.tiny(folder, "--ui", "--port=" + taken.getLocalPort());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith("vernier compress: failed: The UI server cannot listen on")
                    .doesNotContain("\tat ");
        }
    }

    private static String get(String url) {
        try (var stream = URI.create(url).toURL().openStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
