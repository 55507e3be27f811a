/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.testing.LayerContract;

/** With a smooth quantizer, which central differences can check: all but the sign itself. */
class BinaryConvolutionContractTest extends LayerContract {

    @Override
    protected Conv2DBuilder<?> builder(int... kernel) {
        return new BinaryConvolution2D.Builder(kernel)
                .weightEstimator(new TanhEstimator(0.4))
                .inputEstimator(new TanhEstimator(1))
                .clamp(Clamp.NONE);
    }
}
