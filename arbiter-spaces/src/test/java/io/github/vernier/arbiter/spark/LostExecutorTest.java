/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialEvent;
import io.github.vernier.arbiter.trial.TrialStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A standalone cluster of two executors on loopback, one of which is killed. */
@EnabledForJreRange(
        max = JRE.JAVA_23,
        disabledReason = "Spark 3.5's Hadoop needs the security manager")
class LostExecutorTest {

    @TempDir Path folder;

    @Test
    @Timeout(300)
    @EnabledOnOs(OS.LINUX)
    void aKilledExecutorLosesNothing() throws Exception {
        Path file = folder.resolve("search.db");
        Process driver = start(file);
        try {
            ProcessHandle executor = executorAtWork(driver, file);
            assertThat(executor.destroyForcibly()).isTrue();
            assertThat(driver.waitFor(4, TimeUnit.MINUTES)).isTrue();
            assertThat(driver.exitValue()).as(log()).isZero();
        } finally {
            driver.descendants().forEach(ProcessHandle::destroyForcibly);
            driver.destroyForcibly();
        }
        assertThat(log()).contains("Lost executor");
        try (TrialStore store = SqliteTrialStore.open(file);
                TrialStore local = SqliteTrialStore.inMemory()) {
            List<Trial> here = LocalSearch.builder(local).build().run().trials();
            assertThat(store.trials().stream().map(LocalSearch::result))
                    .containsExactlyElementsOf(here.stream().map(LocalSearch::result).toList());
            Map<Integer, Long> endings =
                    store.events().stream()
                            .filter(event -> event.status().isFinished())
                            .collect(
                                    Collectors.groupingBy(
                                            TrialEvent::trial, Collectors.counting()));
            assertThat(endings)
                    .hasSize(LocalSearch.TRIALS)
                    .allSatisfy((trial, times) -> assertThat(times).isEqualTo(1));
        }
    }

    /** An executor, once a few trials have been run. */
    private ProcessHandle executorAtWork(Process driver, Path file) throws Exception {
        while (driver.isAlive()) {
            Optional<ProcessHandle> executor =
                    driver.descendants().filter(LostExecutorTest::isJava).findFirst();
            if (executor.isPresent() && finished(file) >= 3) {
                return executor.get();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("The search ended early: " + log());
    }

    /** Master and workers are threads of the driver; only executors are processes. */
    private static boolean isJava(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("java");
    }

    private static long finished(Path file) {
        try (TrialStore store = SqliteTrialStore.open(file)) {
            return store.trials().stream().filter(trial -> trial.status().isFinished()).count();
        }
    }

    private Process start(Path file) throws IOException {
        String classPath = System.getProperty("java.class.path");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1"));
        for (String name :
                List.of(
                        "java.lang",
                        "java.lang.invoke",
                        "java.nio",
                        "java.util",
                        "java.util.concurrent",
                        "sun.nio.ch",
                        "sun.security.action")) {
            command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED");
        }
        command.addAll(
                List.of(
                        "-cp",
                        classPath,
                        ClusterSearch.class.getName(),
                        file.toString(),
                        classPath));
        // The worker wants an installation with a folder of jars; ours come by the class path.
        Files.createDirectories(folder.resolve("jars"));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(new File(folder.toFile(), "log"));
        builder.environment().put("SPARK_HOME", folder.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }
}
