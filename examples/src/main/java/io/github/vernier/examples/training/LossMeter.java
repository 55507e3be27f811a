/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** Averages the losses of an epoch, and ends the training if asked to. */
final class LossMeter extends BaseTrainingListener {

    private final TrainingObserver observer;
    private final Stop stop;
    private double sum;
    private int count;

    LossMeter(TrainingObserver observer, Stop stop) {
        this.observer = observer;
        this.stop = stop;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        double loss = model.score() - penalty(model);
        sum += loss;
        count++;
        observer.iterationDone(loss);
        // No workspace is open here, so that an exception leaves none behind.
        stop.check();
    }

    /** What L1 and L2 add to the score; it can outgrow the rest where scale does not matter. */
    private static double penalty(Model model) {
        double penalty = 0;
        for (Layer layer : Network.layers(model)) {
            penalty += layer.calcRegularizationScore(true);
        }
        return penalty;
    }

    /** The mean since the last call. */
    double takeMean() {
        double mean = sum / count;
        sum = 0;
        count = 0;
        return mean;
    }
}
