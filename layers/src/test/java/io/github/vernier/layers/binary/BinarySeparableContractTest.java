/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.testing.ConvolutionContract;

/** The map between is binary in the gradient check only: made binary twice it learns too little. */
class BinarySeparableContractTest extends ConvolutionContract {

    @Override
    protected Conv2DBuilder<?> builder(int... kernel) {
        return Smooth.of(new BinarySeparableConvolution2D.Builder(kernel));
    }

    @Override
    protected Conv2DBuilder<?> differentiableBuilder(int... kernel) {
        return Smooth.of(new BinarySeparableConvolution2D.Builder(kernel).binaryBetween());
    }
}
