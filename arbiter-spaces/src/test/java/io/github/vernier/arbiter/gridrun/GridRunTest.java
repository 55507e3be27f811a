/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.gridrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GridRunTest {

    private static final int TIMEOUT = 60;

    @TempDir private Path folder;

    private GridPlan plan(String yaml) throws IOException {
        return GridPlan.read(Files.writeString(folder.resolve("study.yaml"), yaml));
    }

    private GridPlan shell(String script) throws IOException {
        return plan(
                """
                command: [sh, -c, '%s', sh, "{word}", "{number}"]
                grid:
                  word: [a b, "c'd"]
                  number: [1, 2.5]
                parallel: 2
                environment: {GREETING: hello}
                folder: results
                """
                        .formatted(script.replace("'", "''")));
    }

    @Test
    void allCombinationsComeOnceTheLastListFastest() throws IOException {
        GridPlan plan = shell("true");
        assertThat(plan.combinations())
                .extracting(combination -> List.copyOf(combination.values().values()))
                .containsExactly(
                        List.of("a b", "1"),
                        List.of("a b", "2.5"),
                        List.of("c'd", "1"),
                        List.of("c'd", "2.5"));
        assertThat(plan.combinations()).extracting(Combination::folderName).doesNotHaveDuplicates();
        assertThat(plan.command(plan.combinations().get(1))).endsWith("a b", "2.5");
    }

    @Test
    @Timeout(TIMEOUT)
    void eachRunsInItsOwnProcessWithItsOwnLog() throws IOException, InterruptedException {
        GridPlan plan = shell("echo $GREETING $1 $2 $$; echo trouble >&2");
        Queue<Combination> ended = new ConcurrentLinkedQueue<>();
        GridRun run = new GridRun(plan, (combination, code) -> ended.add(combination));

        assertThat(run.run()).isZero();
        assertThat(ended).hasSameElementsAs(plan.combinations());
        for (Combination combination : plan.combinations()) {
            assertThat(run.exitCode(combination)).contains(0);
            assertThat(Files.readString(run.folder(combination).resolve("log.txt")))
                    .startsWith("hello " + String.join(" ", combination.values().values()) + " ")
                    .endsWith("trouble\n");
        }
    }

    @Test
    @Timeout(TIMEOUT)
    void whatEndedWellIsNotRunAgain() throws IOException, InterruptedException {
        Path allowed = folder.resolve("allowed");
        String script =
                "echo once >> \"$VERNIER_GRID_FOLDER/count\"; test $2 = 1 || test -e " + allowed;
        GridRun first = new GridRun(shell(script), (combination, code) -> {});
        assertThat(first.run()).isEqualTo(2);
        assertThat(first.left()).hasSize(2);

        Files.createFile(allowed);
        GridRun second = new GridRun(shell(script), (combination, code) -> {});
        assertThat(second.run()).isZero();
        assertThat(second.left()).isEmpty();
        for (Combination combination : shell(script).combinations()) {
            assertThat(Files.readAllLines(second.folder(combination).resolve("count")))
                    .hasSize(combination.values().get("number").equals("1") ? 1 : 2);
        }
    }

    @Test
    @Timeout(TIMEOUT)
    void processesHaveADeviceEach() throws IOException, InterruptedException {
        GridPlan plan =
                plan(
                        """
                        command: [sh, -c, 'echo gpu $CUDA_VISIBLE_DEVICES; sleep 0.2', "{n}"]
                        grid: {n: [1, 2, 3, 4]}
                        gpus: [5, 7]
                        """);
        GridRun run = new GridRun(plan, (combination, code) -> {});
        assertThat(plan.parallel()).isEqualTo(2);
        assertThat(run.run()).isZero();
        assertThat(plan.combinations())
                .map(c -> Files.readString(run.folder(c).resolve("log.txt")))
                .contains("gpu 5\n", "gpu 7\n")
                .hasSize(4);
        assertThat(new Device("0", Map.of()).bind(List.of("x")))
                .isEqualTo(Device.hasTaskset() ? List.of("taskset", "-c", "0", "x") : List.of("x"));
    }

    @Test
    @Timeout(TIMEOUT)
    void anInterruptEndsTheProcesses() throws IOException, InterruptedException {
        GridPlan plan = shell("echo $$; exec sleep 600");
        GridRun run = new GridRun(plan, (combination, code) -> {});
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                run.run();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        thread.start();
        Path log = run.folder(plan.combinations().get(0)).resolve("log.txt");
        while (!Files.exists(log) || Files.readString(log).isBlank()) {
            Thread.sleep(20);
        }
        long pid = Long.parseLong(Files.readString(log).strip());
        thread.interrupt();
        thread.join();
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        assertThat(run.left()).hasSize(4);
    }

    @Test
    void aPlanThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> plan("command: [x, '{y}']\ngrid: {z: [1]}"))
                .hasMessage("command names {y}, but grid has [z]");
        assertThatThrownBy(() -> plan("command: [x]")).hasMessage("grid must have a list");
        assertThatThrownBy(() -> plan("command: [x]\ngrid: {z: []}"))
                .hasMessage("grid.z must have a value");
        assertThatThrownBy(() -> plan("command: [x]\ngrid: {z: [1]}\nparallel: 3\ncpus: ['0']"))
                .hasMessage("There are 1 devices for 3 processes");
        assertThatThrownBy(() -> plan("command: [x")).hasMessageContaining("is not YAML");
    }
}
