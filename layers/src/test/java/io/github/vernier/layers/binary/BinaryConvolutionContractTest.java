/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.testing.Check;
import io.github.vernier.layers.testing.ConvolutionContract;
import java.util.Map;

/** Gradients are checked with a smooth quantizer: all but the sign itself. */
class BinaryConvolutionContractTest extends ConvolutionContract {

    @Override
    protected Conv2DBuilder<?> builder(int... kernel) {
        return new BinaryConvolution2D.Builder(kernel).tau(new ExponentialTau(10));
    }

    @Override
    protected Conv2DBuilder<?> differentiableBuilder(int... kernel) {
        return Smooth.of(new BinaryConvolution2D.Builder(kernel));
    }

    @Override
    protected Map<Check, String> exemptions() {
        return Map.of(
                Check.PARAMETER_CHANGES,
                "doubling a weight does not change its sign; checked with alpha from the weights");
    }
}
