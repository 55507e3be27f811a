/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.training.ModelName;
import io.github.vernier.examples.training.StoredModel;
import io.github.vernier.examples.training.TrainingObserver;
import java.io.IOException;

/** Is told what an experiment does, in the order it does it. */
public interface ExperimentObserver extends TrainingObserver {

    /**
     * The data are in memory.
     *
     * @param data the images
     */
    void dataRead(DataSource data);

    /**
     * A model is trained; called before its result is in the findings.
     *
     * @param model which model
     * @param stored the model
     * @return size in bytes of the file it is stored in
     * @throws IOException if it cannot be stored
     */
    long store(ModelName model, StoredModel stored) throws IOException;

    /**
     * There is something new to report.
     *
     * @param findings everything so far
     * @throws IOException if it cannot be stored
     */
    void progressed(Findings findings) throws IOException;
}
