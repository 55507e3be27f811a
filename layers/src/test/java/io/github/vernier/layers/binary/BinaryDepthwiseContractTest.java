/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.testing.ConvolutionContract;

/** Smooth: a weight of nine values per filter that only has signs learns too little. */
class BinaryDepthwiseContractTest extends ConvolutionContract {

    @Override
    protected Conv2DBuilder<?> builder(int... kernel) {
        return Smooth.of(new BinaryDepthwiseConvolution2D.Builder(kernel).depthMultiplier(2));
    }
}
