/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.testing.ConvolutionContract;

class BinarySeparableContractTest extends ConvolutionContract {

    @Override
    protected Conv2DBuilder<?> builder(int... kernel) {
        return new BinarySeparableConvolution2D.Builder(kernel).tau(0.9);
    }

    @Override
    protected Conv2DBuilder<?> differentiableBuilder(int... kernel) {
        return Smooth.of(new BinarySeparableConvolution2D.Builder(kernel).binaryBetween());
    }
}
