/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.binary.estimator.ZeroSign;
import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.testing.ConvolutionContract;

/** The packable form: no zeros anywhere; alpha from the weights, with its gradient. */
class PaddedWithOneContractTest extends ConvolutionContract {

    private static BinaryConvolution2D.Builder packable(int... kernel) {
        return new BinaryConvolution2D.Builder(kernel)
                .zeroSign(ZeroSign.PLUS_ONE)
                .padValue(1)
                .scalingFactor(ScalingFactor.MEAN_ABSOLUTE_WITH_GRADIENT);
    }

    @Override
    protected Conv2DBuilder<?> builder(int... kernel) {
        return packable(kernel).clamp(Clamp.EMPIRICAL).tau(0.9);
    }

    @Override
    protected Conv2DBuilder<?> differentiableBuilder(int... kernel) {
        return Smooth.of(packable(kernel));
    }
}
