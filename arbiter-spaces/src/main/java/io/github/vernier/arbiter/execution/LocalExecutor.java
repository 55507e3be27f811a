/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.execution;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs each task on a daemon thread of its own in this process.
 *
 * <p>No pool: a task that ignores interruption can be left behind without taking a worker's place,
 * and does not keep the process alive.
 */
public final class LocalExecutor implements TrialExecutor {

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Override
    public Running submit(TrialTask<?> task, TrialMonitor monitor) {
        CompletableFuture<TaskResult> result = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                result.complete(task.run(monitor));
                            } catch (Throwable e) {
                                result.completeExceptionally(e);
                            } finally {
                                threads.remove(Thread.currentThread());
                            }
                        },
                        "trial-" + task.id() + "-attempt-" + task.attempt());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return new LocalRun(result, thread);
    }

    @Override
    public boolean reportsLive() {
        return true;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }

    private record LocalRun(CompletableFuture<TaskResult> result, Thread thread)
            implements Running {

        @Override
        public void interrupt() {
            thread.interrupt();
        }
    }
}
