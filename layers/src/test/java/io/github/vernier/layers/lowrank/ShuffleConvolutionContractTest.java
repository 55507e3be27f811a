/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.testing.ConvolutionContract;

class ShuffleConvolutionContractTest extends ConvolutionContract {

    @Override
    @SuppressWarnings("unchecked")
    protected Conv2DBuilder<?> builder(int... kernel) {
        return new ShuffleConvolution2D.Builder(kernel) {
            /** A number of channels that there is such a layer for. */
            @Override
            public ShuffleConvolution2D.Builder nOut(int nOut) {
                return super.nOut(8);
            }
        }.groups(2);
    }
}
