/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.arbiter.spaces.budget.BudgetMultiLayerSpace;
import io.github.vernier.arbiter.spaces.value.NestedSpaces;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import io.github.vernier.arbiter.trial.TrialStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import javax.tools.ToolProvider;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompressSearchCommandTest {

    private static final int TIMEOUT = 300;

    @TempDir private Path folder;

    private static String run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        int code =
                new CommandLine(command)
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setOut(new PrintWriter(out))
                        .execute(arguments);
        assertThat(code).as(out.toString()).isZero();
        return out.toString();
    }

    @Test
    @Timeout(TIMEOUT)
    void theBestIsRetrainedFromItsJavaCodeToTheSameScore()
            throws ReflectiveOperationException, IOException {
        Path database = folder.resolve("search.db");
        Path code = folder.resolve("Best.java");
        String[] arguments = {
            "--trials=3",
            "--epochs=1",
            "--train-examples=192",
            "--test-examples=100",
            "--parallel=1",
            "--resume=" + database,
            "--export=" + code
        };
        String printed = run(new CompressSearchCommand(), arguments);
        Trial best;
        try (TrialStore store = SqliteTrialStore.open(database)) {
            assertThat(store.trials()).hasSize(3);
            best =
                    store.trials().stream()
                            .filter(trial -> trial.status() == TrialStatus.COMPLETE)
                            .max(
                                    Comparator.comparingDouble(
                                                    (Trial trial) -> trial.objectives().get(0))
                                            .thenComparing(trial -> -trial.id()))
                            .orElseThrow();
        }

        assertThat(printed).contains("Budget: ", "All 3 trials have been run", "Best network: ");
        assertThat(retrained(code)).isEqualTo(best.objectives().get(0));
        assertThat(run(new ShowCommand(), database.toString())).contains("compress: 3 trials");
        assertThat(run(new ShowCommand(), database.toString(), "--trial=" + best.id()))
                .contains("Trial " + best.id() + ", COMPLETE", "epoch 1: ");
        assertThat(run(new CompressSearchCommand(), arguments))
                .contains("All 3 trials have been run");
    }

    private double retrained(Path code) throws ReflectiveOperationException, IOException {
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), code.toString());
        assertThat(failed).isZero();
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            loader.loadClass("Best").getMethod("main", String[].class).invoke(null, (Object) null);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            System.setOut(before);
        }
        return Double.parseDouble(out.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void everyCandidateFitsTheBudget() {
        CompactSpace settings =
                new CompactSpace(
                        List.of(SearchedFamily.values()),
                        0.1,
                        InputType.convolutional(28, 28, 1),
                        10,
                        3,
                        1);
        BudgetMultiLayerSpace space = settings.build();
        int leaves = NestedSpaces.number(space).size();
        Random random = new Random(1);
        for (int i = 0; i < 6; i++) {
            double[] point = random.doubles(leaves).map(u -> Math.rint(2 * u) / 2).toArray();
            assertThat(space.size(point)).isBetween(settings.bits() / 2, settings.bits());
        }
    }
}
