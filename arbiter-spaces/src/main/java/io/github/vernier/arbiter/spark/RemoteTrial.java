/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spark;

import io.github.vernier.arbiter.execution.TaskResult;
import io.github.vernier.arbiter.execution.TrialTask;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/** A trial on its way to an executor. */
final class RemoteTrial implements Function<Integer, TaskResult> {

    private static final long serialVersionUID = 1;

    private final TrialTask<?> task;

    RemoteTrial(TrialTask<?> task) {
        this.task = task;
    }

    @Override
    public TaskResult call(Integer id) {
        return task.run(new TaskMonitor(TaskContext.get()));
    }
}
