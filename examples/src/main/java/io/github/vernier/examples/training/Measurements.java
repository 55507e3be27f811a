/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Measures trained models: accuracy as they come, times when all are there. */
public final class Measurements {

    private final Preparation preparation;
    private final Stop stop;
    private final List<Network> networks = new ArrayList<>();
    private final List<ModelResult> results = new ArrayList<>();

    /**
     * @param preparation of the images
     * @param stop may end it early
     */
    public Measurements(Preparation preparation, Stop stop) {
        this.preparation = preparation;
        this.stop = stop;
    }

    /**
     * Measures the accuracy of a model.
     *
     * @param model which model
     * @param network the model
     * @param bytes size of its file
     * @throws StoppedException if asked to stop
     */
    public void add(ModelName model, Network network, long bytes) {
        double accuracy = TestAccuracy.of(network, preparation.test(), stop);
        networks.add(network);
        results.add(
                new ModelResult(
                        model,
                        network.cost(preparation.input()),
                        bytes,
                        accuracy,
                        OptionalDouble.empty()));
    }

    /**
     * Measures the times of all models, in turns.
     *
     * @throws StoppedException if asked to stop
     */
    public void time() {
        double[] times = InferenceTime.of(List.copyOf(networks), preparation.test(), stop);
        for (int i = 0; i < times.length; i++) {
            results.set(i, results.get(i).withMilliseconds(times[i]));
        }
    }

    /** What is measured so far, in the order in which models came. */
    public List<ModelResult> results() {
        return List.copyOf(results);
    }
}
