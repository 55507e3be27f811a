/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.testing.ConvolutionContract;

class DenseLowRankConvolutionContractTest extends ConvolutionContract {

    @Override
    protected Conv2DBuilder<?> builder(int... kernel) {
        return new LowRankConvolution2D.Builder(kernel).rank(4);
    }
}
