/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.sampling.IndexedDataSetIterator;
import java.util.Optional;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** A clustering that goes along with training, by one of the two algorithms. */
interface TrainingClusters {

    /** What is clustered. */
    FactorCapture capture();

    /**
     * Moves the centres by a minibatch, if the algorithm does.
     *
     * @return assignment of its examples, by their place in it
     */
    Optional<ClusterAssignment> update(MultiDataSet batch);

    /** Assigns all examples of the pass, and moves the centres if the algorithm does so. */
    ClusterAssignment assign(DataPass pass);

    /** Where gradients of passes over all data are from. */
    DataPass pass(IndexedDataSetIterator data);

    /** Size of each cluster between assignments. */
    double[] sizes();

    /** How often each cluster has been filled anew. */
    int[] refills();
}
