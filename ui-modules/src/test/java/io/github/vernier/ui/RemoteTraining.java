/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.core.storage.impl.RemoteUIStatsStorageRouter;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/**
 * A training in a process of its own, which reports to a UI server elsewhere by the stock router.
 *
 * <p>That process trains one epoch for each line it reads and answers with the scores; it ends with
 * its input, so also with this process.
 */
public final class RemoteTraining implements AutoCloseable {

    private static final int SECONDS = 120;

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    private RemoteTraining(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts the process.
     *
     * @param server address of the UI server, such as http://localhost:9000
     * @param path where it takes records, without the first slash
     * @param session session of the records
     */
    public static RemoteTraining start(String server, String path, String session)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dorg.bytedeco.javacpp.maxbytes=256m",
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RemoteTraining.class.getName(),
                        server,
                        path,
                        session);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return new RemoteTraining(builder.start());
    }

    /** Trains one epoch and gives iteration and score of each minibatch. */
    public List<List<Double>> trainEpoch() throws Exception {
        orders.write("\n");
        orders.flush();
        String answer =
                CompletableFuture.supplyAsync(this::read, task -> new Thread(task).start())
                        .get(SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new IllegalStateException("The process ended: " + process.waitFor());
        }
        return Arrays.stream(answer.split(" ")).map(RemoteTraining::point).toList();
    }

    private String read() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Double> point(String text) {
        return Arrays.stream(text.split(":")).map(Double::valueOf).toList();
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Lets the process end by itself and gives its exit code. */
    public int finish() throws IOException, InterruptedException {
        orders.close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The process does not end");
        }
        return process.exitValue();
    }

    /** Ends the process if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    /**
     * That process.
     *
     * @param arguments server, path, session
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        // What else is printed is no answer.
        System.setOut(System.err);
        List<String> scores = new ArrayList<>();
        try (RemoteUIStatsStorageRouter router =
                new RemoteUIStatsStorageRouter(arguments[0], arguments[1], 10, 100, 2.0)) {
            TinyTraining training =
                    new TinyTraining(1, 0.01)
                            .record(router, arguments[2], 10)
                            .measure(router, arguments[2]);
            training.network()
                    .addListeners(
                            new BaseTrainingListener() {
                                @Override
                                public void iterationDone(Model model, int iteration, int epoch) {
                                    scores.add(iteration + ":" + model.score());
                                }
                            });
            BufferedReader orders =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (orders.readLine() != null) {
                training.fit(1);
                answers.println(String.join(" ", scores));
                scores.clear();
            }
        }
    }
}
