/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a cluster runs trials as Spark tasks, and everything is decided and written here.
 *
 * <pre>{@code
 * JavaSparkContext context = new JavaSparkContext(new SparkConf().setMaster("spark://..."));
 * Search.builder()....parallelism(8).executor(new SparkTrialExecutor(context)).build().run();
 * }</pre>
 *
 * <p>Each trial is a job of one task. The space, the generator and the store stay in this process;
 * what travels is the trial's configuration, the objective and the learning curves its pruning
 * looks at, so the trials and their scores are those of a local search with the same seed. Epochs
 * come back with the result, not one by one, and a request to prune a running trial has no effect.
 *
 * <p>If an executor is lost, Spark starts its tasks elsewhere ({@code spark.task.maxFailures}), and
 * if the job fails for good, the search queues the trial again, up to five times. The store is
 * written by this process only. Cancelling interrupts the task.
 *
 * <h2>What it needs</h2>
 *
 * <p>{@code org.apache.spark:spark-core_2.13} 3.5 on the class path, which Vernier names but does
 * not bring; classes of objective, layers and data on the executors; on Java 17 the {@code
 * --add-opens} of {@code org.apache.spark.launcher.JavaModuleOptions} for this process. The
 * objective and what it holds must be serializable; Spark itself serializes them, so trust the
 * cluster's network. Leave {@code spark.executor.cores} at what one training takes.
 */
package io.github.vernier.arbiter.spark;
