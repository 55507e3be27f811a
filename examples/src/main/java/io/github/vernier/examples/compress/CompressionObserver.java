/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.layers.substitution.SubstitutionReport;
import io.github.vernier.listeners.distillation.DistillationListener;
import java.io.IOException;
import java.util.List;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Is told what a compression does, in the order it does it. */
public interface CompressionObserver {

    /**
     * The data are in memory.
     *
     * @param data the images
     */
    void dataRead(DataSource data);

    /**
     * A training begins.
     *
     * @param role model that is trained
     * @param epochs number of epochs
     * @param iterations minibatches in each
     */
    void trainingStarted(Role role, int epochs, int iterations);

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
     * The convolutions are replaced.
     *
     * @param report what was done
     */
    void substituted(SubstitutionReport report);

    /**
     * A model is trained; called before its result is in the outcome.
     *
     * @param role which model
     * @param model the model
     * @return size in bytes of the file it is stored in
     * @throws IOException if it cannot be stored
     */
    long store(Role role, StoredModel model) throws IOException;

    /**
     * There is something new to report.
     *
     * @param outcome everything so far
     * @throws IOException if it cannot be stored
     */
    void progressed(Outcome outcome) throws IOException;

    /**
     * Listeners a model is trained with besides those of the steps themselves.
     *
     * @param role which model
     */
    List<TrainingListener> listeners(Role role);

    /**
     * A distillation is being set up; what it measures can be recorded elsewhere too.
     *
     * @param listener its settings so far
     * @param test the test images
     * @param data the images
     */
    void distilling(DistillationListener.Builder listener, DataSetIterator test, DataSource data);
}
