/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import java.util.concurrent.CountDownLatch;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;

/** A condition that a test brings about when it has seen enough. */
final class Release implements TerminationCondition {

    private final CountDownLatch latch = new CountDownLatch(1);

    void now() {
        latch.countDown();
    }

    boolean isNow() {
        return latch.getCount() == 0;
    }

    /** Waits for it, ignoring interruption as badly behaved code does. */
    void awaitStubbornly() {
        boolean interrupted = false;
        while (!isNow()) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void initialize(IOptimizationRunner runner) {}

    @Override
    public boolean terminate(IOptimizationRunner runner) {
        return isNow();
    }
}
