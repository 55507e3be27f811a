/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.testing.Convolution1DContract;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/** The identity parameterization: the mechanism with nothing in it. */
class ParameterizedConvolution1DContractTest extends Convolution1DContract {

    @Override
    protected ConvolutionLayer.BaseConvBuilder<?> builder(int kernel) {
        return new ParameterizedConvolution1D.Builder(new DenseWeight(), kernel);
    }
}
