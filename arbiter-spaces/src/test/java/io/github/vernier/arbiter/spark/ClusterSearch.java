/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spark;

import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.TrialStore;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** The search of {@link LocalSearch} on two executors, each a process of its own. */
final class ClusterSearch {

    private ClusterSearch() {}

    /**
     * Runs it.
     *
     * @param arguments the store's file, and the executors' class path
     */
    public static void main(String... arguments) {
        SparkConf configuration =
                new SparkConf()
                        .setMaster("local-cluster[2,1,512]")
                        .setAppName("search")
                        .set("spark.ui.enabled", "false")
                        .set("spark.driver.host", "127.0.0.1")
                        .set("spark.driver.bindAddress", "127.0.0.1")
                        .set("spark.executor.memory", "512m")
                        .set("spark.executor.extraClassPath", arguments[1])
                        .set("spark.executor.extraJavaOptions", "-Dtrial.sleep=40");
        try (JavaSparkContext context = new JavaSparkContext(configuration);
                TrialStore store = SqliteTrialStore.open(Path.of(arguments[0]))) {
            LocalSearch.builder(store)
                    .parallelism(2)
                    .executor(new SparkTrialExecutor(context))
                    .build()
                    .run();
        }
        // Spark leaves threads behind that are no daemons.
        System.exit(0);
    }
}
