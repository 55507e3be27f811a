/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.demo;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * One training of the demonstration.
 *
 * @param id session in the UI
 * @param network what is trained
 * @param data what it is trained on
 * @param listeners who watches
 */
record DemoSession(
        String id,
        MultiLayerNetwork network,
        DataSetIterator data,
        List<TrainingListener> listeners) {}
