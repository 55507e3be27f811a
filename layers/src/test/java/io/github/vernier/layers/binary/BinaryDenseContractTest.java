/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.testing.FeedForwardContract;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/** Smooth: doubling a weight would not change its sign. */
class BinaryDenseContractTest extends FeedForwardContract {

    @Override
    protected FeedForwardLayer.Builder<?> builder() {
        return Smooth.of(new BinaryDense.Builder());
    }
}
