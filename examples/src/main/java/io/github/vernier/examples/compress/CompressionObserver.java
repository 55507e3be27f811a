/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.report.ExperimentObserver;
import io.github.vernier.layers.substitution.SubstitutionReport;
import io.github.vernier.listeners.distillation.DistillationListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Is told what a compression does, in the order it does it. */
public interface CompressionObserver extends ExperimentObserver {

    /**
     * The convolutions are replaced.
     *
     * @param report what was done
     */
    void substituted(SubstitutionReport report);

    /**
     * A distillation is being set up; what it measures can be recorded elsewhere too.
     *
     * @param listener its settings so far
     * @param test the test images
     * @param data the images
     */
    void distilling(DistillationListener.Builder listener, DataSetIterator test, DataSource data);
}
