/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.testing.ConvolutionContract;

class TensorTrainConvolutionContractTest extends ConvolutionContract {

    @Override
    @SuppressWarnings("unchecked")
    protected Conv2DBuilder<?> builder(int... kernel) {
        return new TensorTrainConvolution2D.Builder(kernel) {
            /** No dimension is 1, so that dropping one core's only value cannot drop the weight. */
            @Override
            public TensorTrainConvolution2D.Builder nOut(int nOut) {
                return super.nOut(9);
            }
        }.ratio(0.67);
    }
}
