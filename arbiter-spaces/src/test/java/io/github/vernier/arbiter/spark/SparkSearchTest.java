/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.arbiter.search.EndReason;
import io.github.vernier.arbiter.search.SearchResult;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import io.github.vernier.arbiter.trial.TrialStore;
import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The search of {@link LocalSearch} as tasks of a Spark in this process. */
@Timeout(180)
@EnabledForJreRange(
        max = JRE.JAVA_23,
        disabledReason = "Spark 3.5's Hadoop needs the security manager")
class SparkSearchTest {

    private static JavaSparkContext context;

    @BeforeAll
    static void start() {
        context =
                new JavaSparkContext(
                        new SparkConf()
                                .setMaster("local[2]")
                                .setAppName("search")
                                .set("spark.ui.enabled", "false")
                                .set("spark.driver.host", "127.0.0.1")
                                .set("spark.driver.bindAddress", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void theTrialsAreThoseOfALocalSearch() {
        try (TrialStore store = SqliteTrialStore.inMemory();
                TrialStore local = SqliteTrialStore.inMemory()) {
            List<Trial> onSpark =
                    LocalSearch.builder(store)
                            .parallelism(2)
                            .executor(new SparkTrialExecutor(context))
                            .build()
                            .run()
                            .trials();
            List<Trial> here = LocalSearch.builder(local).build().run().trials();
            assertThat(onSpark.stream().map(LocalSearch::result))
                    .containsExactlyElementsOf(here.stream().map(LocalSearch::result).toList());
            assertThat(onSpark).extracting(Trial::status).contains(TrialStatus.PRUNED);
            assertThat(onSpark).allSatisfy(trial -> assertThat(trial.host()).isNotBlank());
        }
    }

    @Test
    void networksTravelToExecutors() {
        try (TrialStore store = SqliteTrialStore.inMemory();
                TrialStore local = SqliteTrialStore.inMemory()) {
            List<Trial> onSpark =
                    LocalSearch.networks(store)
                            .parallelism(2)
                            .executor(new SparkTrialExecutor(context))
                            .build()
                            .run()
                            .trials();
            List<Trial> here = LocalSearch.networks(local).build().run().trials();
            assertThat(onSpark).extracting(Trial::status).containsOnly(TrialStatus.COMPLETE);
            assertThat(onSpark.stream().map(LocalSearch::result))
                    .containsExactlyElementsOf(here.stream().map(LocalSearch::result).toList());
        }
    }

    @Test
    void theTimeLimitCancelsTasks() {
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            SearchResult result =
                    LocalSearch.slow(store)
                            .parallelism(2)
                            .timeLimit(Duration.ofSeconds(2))
                            .executor(new SparkTrialExecutor(context))
                            .build()
                            .run();
            assertThat(result.end().reason()).isEqualTo(EndReason.TIME_LIMIT);
            assertThat(result.trials())
                    .extracting(Trial::status)
                    .containsExactly(TrialStatus.CANCELLED, TrialStatus.CANCELLED);
        }
    }

    @Test
    void aFailureOnAnExecutorIsATrialThatFailed() {
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            SearchResult result =
                    LocalSearch.failing(store)
                            .executor(new SparkTrialExecutor(context))
                            .build()
                            .run();
            assertThat(result.end().reason()).isEqualTo(EndReason.FAILURES);
            assertThat(result.trials().get(0).attempt()).isEqualTo(1);
            assertThat(result.trials().get(0).failure())
                    .startsWith("java.lang.IllegalStateException: diverged");
        }
    }
}
