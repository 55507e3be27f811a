/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.training.Stop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C, or another signal that ends the JVM, into a request to stop, and keeps the JVM
 * until the work has ended.
 */
final class Interruption implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /**
     * Is in force until closed.
     *
     * @param stop what to request
     */
    Interruption(Stop stop) {
        this.hook = new Thread(() -> await(stop), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await(Stop stop) {
        stop.request();
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs, and has just been let go.
        }
    }
}
