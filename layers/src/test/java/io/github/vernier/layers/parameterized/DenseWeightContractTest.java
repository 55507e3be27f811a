/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.testing.ConvolutionContract;

/** The identity parameterization: the mechanism with nothing in it. */
class DenseWeightContractTest extends ConvolutionContract {

    @Override
    protected Conv2DBuilder<?> builder(int... kernel) {
        return new ParameterizedConvolution2D.Builder(new DenseWeight(), kernel);
    }
}
