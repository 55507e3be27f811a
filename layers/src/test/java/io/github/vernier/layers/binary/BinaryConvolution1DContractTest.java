/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.testing.Convolution1DContract;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/** Smooth: doubling a weight would not change its sign. */
class BinaryConvolution1DContractTest extends Convolution1DContract {

    @Override
    protected ConvolutionLayer.BaseConvBuilder<?> builder(int kernel) {
        return Smooth.of(new BinaryConvolution1D.Builder(kernel));
    }
}
