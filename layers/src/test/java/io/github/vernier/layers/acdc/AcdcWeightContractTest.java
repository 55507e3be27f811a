/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.testing.ConvolutionContract;

class AcdcWeightContractTest extends ConvolutionContract {

    /** The contract's five outputs are odd, so that nothing can be riffled. */
    @Override
    protected Conv2DBuilder<?> builder(int... kernel) {
        return new AcdcConvolution2D.Builder(kernel)
                .factors(2)
                .original(true)
                .permutation(new RandomPermutation(3))
                .path(AcdcPath.WEIGHT);
    }
}
