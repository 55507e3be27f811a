/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import java.util.List;
import org.deeplearning4j.optimize.api.TrainingListener;

/** Is told how trainings go, one after the other. */
public interface TrainingObserver {

    /**
     * A training begins.
     *
     * @param model model that is trained
     * @param epochs number of epochs
     * @param iterations minibatches in each
     */
    void trainingStarted(ModelName model, int epochs, int iterations);

    /**
     * A minibatch is done.
     *
     * @param loss of the minibatch
     */
    void iterationDone(double loss);

    /**
     * An epoch is done.
     *
     * @param point what it came to
     */
    void epochDone(EpochPoint point);

    /** The training is over. */
    void trainingEnded();

    /**
     * Listeners a model is trained with besides those of the experiment itself.
     *
     * @param model which model
     */
    List<TrainingListener> listeners(ModelName model);
}
