/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;

/** A runner on a daemon thread, which a test can give up on. */
final class BoundedRun implements AutoCloseable {

    private final Thread thread;
    private final Release release;
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();

    BoundedRun(IOptimizationRunner runner, Release release) {
        this.release = release;
        this.thread = new Thread(runner::execute, "bounded run");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, e) -> thrown.set(e));
        thread.start();
    }

    /** Waits for the end; whether it came within the time. */
    boolean endsWithin(Duration time) throws InterruptedException {
        thread.join(time.toMillis());
        return !thread.isAlive();
    }

    Throwable thrown() {
        return thrown.get();
    }

    /** Lets what hangs go, so that no thread is left behind. */
    @Override
    public void close() throws InterruptedException {
        release.now();
        thread.join(Duration.ofSeconds(20).toMillis());
    }
}
