/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * One stock {@code fit()} on a thread of its own, whose epochs begin one by one as they are let.
 */
public final class GatedTraining implements AutoCloseable {

    private final Semaphore gate = new Semaphore(0);
    private final CompletableFuture<Void> training;

    /**
     * Starts a training that waits before its first epoch.
     *
     * @param network network with its listeners
     * @param data minibatches
     * @param epochs how many epochs the training has
     */
    public GatedTraining(MultiLayerNetwork network, DataSetIterator data, int epochs) {
        network.addListeners(
                new BaseTrainingListener() {
                    @Override
                    public void onEpochStart(Model model) {
                        gate.acquireUninterruptibly();
                    }
                });
        training = CompletableFuture.runAsync(() -> network.fit(data, epochs), GatedTraining::run);
    }

    private static void run(Runnable training) {
        Thread thread = new Thread(training, "training");
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets the training go on by some epochs. */
    public void letEpochs(int epochs) {
        gate.release(epochs);
    }

    /** Whether {@code fit()} has not returned. */
    public boolean isTraining() {
        return !training.isDone();
    }

    /** Waits for {@code fit()} to return, of which all epochs were let. */
    public void finish() throws InterruptedException, ExecutionException, TimeoutException {
        training.get(120, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException, ExecutionException, TimeoutException {
        gate.release(Integer.MAX_VALUE / 2);
        finish();
    }
}
