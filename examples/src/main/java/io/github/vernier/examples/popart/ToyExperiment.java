/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.popart;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All repetitions of all methods, several at a time, each with a network of its own.
 *
 * @param repetitions of each method, at least 1
 * @param seed of the first repetition; the next has the next
 * @param threads how many run at a time, at least 1
 */
record ToyExperiment(int repetitions, long seed, int threads) {

    /** Is told how far the experiment is, from several threads. */
    @FunctionalInterface
    interface Progress {
        /** Another sample was learnt. */
        void sample();
    }

    /** Samples in all. */
    long samples() {
        return (long) ToyMethod.values().length * repetitions * ToySamples.COUNT;
    }

    /**
     * Runs everything.
     *
     * @param progress told of each sample
     * @return the errors over time, by method
     * @throws InterruptedException if the thread is interrupted
     */
    Map<ToyMethod, ToyCurve> run(Progress progress) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Map<ToyMethod, List<Future<double[]>>> running = new EnumMap<>(ToyMethod.class);
            for (int i = 0; i < repetitions; i++) {
                long own = seed + i;
                for (ToyMethod method : ToyMethod.values()) {
                    running.computeIfAbsent(method, m -> new ArrayList<>())
                            .add(
                                    pool.submit(
                                            () ->
                                                    new ToyRun(method, own)
                                                            .errors(s -> progress.sample())));
                }
            }
            Map<ToyMethod, ToyCurve> curves = new EnumMap<>(ToyMethod.class);
            for (Map.Entry<ToyMethod, List<Future<double[]>>> method : running.entrySet()) {
                List<double[]> errors = new ArrayList<>();
                for (Future<double[]> run : method.getValue()) {
                    errors.add(run.get());
                }
                curves.put(method.getKey(), ToyCurve.of(errors));
            }
            return curves;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A repetition failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
