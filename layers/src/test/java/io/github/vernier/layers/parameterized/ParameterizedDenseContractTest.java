/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.testing.FeedForwardContract;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/** The identity parameterization: the mechanism with nothing in it. */
class ParameterizedDenseContractTest extends FeedForwardContract {

    @Override
    protected FeedForwardLayer.Builder<?> builder() {
        return new ParameterizedDense.Builder(new DenseWeight());
    }
}
