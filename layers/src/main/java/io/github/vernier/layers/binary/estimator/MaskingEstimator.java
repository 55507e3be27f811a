/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.linalg.api.ndarray.INDArray;

/** An estimator whose derivative is 1 in an interval and 0 elsewhere. */
interface MaskingEstimator extends ScalarSignEstimator {

    /** Where gradients pass. */
    Interval passing();

    @Override
    default double derivative(double x) {
        return passing().contains(x) ? 1 : 0;
    }

    @Override
    default INDArray backprop(INDArray x, INDArray gradient) {
        return passing().mask(x, gradient);
    }
}
