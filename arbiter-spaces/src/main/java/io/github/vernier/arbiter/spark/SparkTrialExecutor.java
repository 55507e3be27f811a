/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spark;

import io.github.vernier.arbiter.execution.TaskResult;
import io.github.vernier.arbiter.execution.TrialExecutor;
import io.github.vernier.arbiter.execution.TrialMonitor;
import io.github.vernier.arbiter.execution.TrialTask;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaSparkContext;

/** Runs each trial as a Spark job of one task; see the package. */
public final class SparkTrialExecutor implements TrialExecutor {

    private final JavaSparkContext context;
    private final Set<String> groups = ConcurrentHashMap.newKeySet();

    /**
     * Runs trials on a cluster.
     *
     * @param context the cluster; stays open
     */
    public SparkTrialExecutor(JavaSparkContext context) {
        this.context = context;
    }

    @Override
    public Running submit(TrialTask<?> task, TrialMonitor monitor) {
        // Unique for all attempts: cancelling one must not touch another.
        String group = "trial-" + task.id() + "-" + UUID.randomUUID();
        groups.add(group);
        CompletableFuture<TaskResult> result = new CompletableFuture<>();
        // A job's caller waits for it; job groups belong to threads.
        Thread driver =
                new Thread(
                        () -> {
                            try {
                                result.complete(run(group, task));
                            } catch (Throwable e) {
                                result.completeExceptionally(e);
                            } finally {
                                groups.remove(group);
                            }
                        },
                        group);
        driver.setDaemon(true);
        driver.start();
        return new SparkRun(result, context, group);
    }

    @Override
    public boolean reportsLive() {
        return false;
    }

    @Override
    public void close() {
        groups.forEach(group -> context.cancelJobGroup(group));
    }

    private TaskResult run(String group, TrialTask<?> task) {
        context.setJobGroup(group, "Trial " + task.id() + ", attempt " + task.attempt(), true);
        return context.parallelize(List.of(task.id()), 1)
                .map(new RemoteTrial(task))
                .collect()
                .get(0);
    }

    private record SparkRun(
            CompletableFuture<TaskResult> result, JavaSparkContext context, String group)
            implements Running {

        @Override
        public void interrupt() {
            context.cancelJobGroup(group);
        }
    }
}
