/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.linalg.api.ndarray.INDArray;

/** An estimator that quantizes by a step function. */
interface SteppedEstimator extends ScalarSignEstimator {

    /** The quantizer. */
    StepFunction steps();

    @Override
    default double sign(double x) {
        return steps().at(x);
    }

    @Override
    default INDArray sign(INDArray x, INDArray out, boolean training) {
        return steps().apply(x, out);
    }
}
