/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialEvent;
import io.github.vernier.arbiter.trial.TrialStatus;
import io.github.vernier.arbiter.trial.TrialStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A parallel search killed at random moments and resumed; {@code -Dvernier.kills=50} for more of
 * them.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("vernier.kills", 8);

    /** As many as a search gets through between kills, and some for the last run. */
    private static final int TRIALS = 12 * (KILLS + 1);

    private static final int PARALLELISM = 3;
    private static final int MAX_MILLIS = 400;

    @TempDir Path folder;

    @Test
    @Timeout(1200)
    void aKilledAndResumedSearchIsTheSearchThatWasNot() throws Exception {
        Path file = folder.resolve("search.db");
        Random random = new Random(1);
        int unfinished = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(random.nextInt(MAX_MILLIS), file);
            try (TrialStore store = SqliteTrialStore.open(file)) {
                unfinished +=
                        store.trials().stream().anyMatch(trial -> !trial.status().isFinished())
                                ? 1
                                : 0;
            }
        }
        // Otherwise the kills have not hit what they were meant to.
        assertThat(unfinished).isGreaterThan(KILLS / 2);
        Process last = start(file);
        drain(last);
        assertThat(last.waitFor()).isZero();

        assertThat(integrity(file)).isEqualTo("ok");
        List<Trial> killed;
        try (TrialStore store = SqliteTrialStore.open(file)) {
            killed = store.trials();
            assertThat(killed)
                    .extracting(Trial::status)
                    .containsOnly(TrialStatus.COMPLETE, TrialStatus.PRUNED);
            assertThat(endings(store))
                    .hasSize(TRIALS)
                    .allSatisfy((trial, times) -> assertThat(times).isEqualTo(1));
            assertThat(killed.stream().mapToInt(trial -> trial.attempt() - 1).sum())
                    .isGreaterThan(KILLS / 2);
        }
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            List<Trial> unkilled = CheapSearch.builder(store, TRIALS).build().run().trials();
            assertThat(killed.stream().map(KillTest::result))
                    .containsExactlyElementsOf(unkilled.stream().map(KillTest::result).toList());
        }
    }

    /** Whatever of a trial must not depend on when and how often it was started. */
    private static List<Object> result(Trial trial) {
        return List.of(
                trial.id(),
                trial.seed(),
                trial.coordinates(),
                trial.values(),
                trial.status(),
                trial.epochs(),
                trial.objectives());
    }

    private static Map<Integer, Long> endings(TrialStore store) {
        return store.events().stream()
                .filter(event -> event.status().isFinished())
                .collect(Collectors.groupingBy(TrialEvent::trial, Collectors.counting()));
    }

    private static void killAfter(int millis, Path file) throws Exception {
        Process process = start(file);
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals(CheapSearch.READY)) {
            line = output.readLine();
        }
        assertThat(line).isEqualTo(CheapSearch.READY);
        Thread.sleep(millis);
        // SIGKILL: no hook of the JVM runs.
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    private static Process start(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CheapSearch.class.getName(),
                        file.toString(),
                        Integer.toString(TRIALS),
                        Integer.toString(PARALLELISM))
                .redirectErrorStream(true)
                .start();
    }

    private static void drain(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        while (output.readLine() != null) {
            // Its log, if any, must not fill the pipe.
        }
    }

    private static String integrity(Path file) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet rows =
                        connection.createStatement().executeQuery("PRAGMA integrity_check")) {
            return rows.getString(1);
        }
    }
}
