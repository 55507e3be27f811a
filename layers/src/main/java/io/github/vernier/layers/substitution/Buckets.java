/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/** Numbers of buckets. */
final class Buckets {

    private Buckets() {}

    /** {@code floor(ratio * weights)}, at least 1. */
    static long of(double ratio, long weights) {
        return Math.max(1, (long) (ratio * weights));
    }

    /** Weights of a 2-D convolution. */
    static long weights(ConvolutionLayer convolution) {
        return convolution.getNOut()
                * convolution.getNIn()
                * convolution.getKernelSize()[0]
                * convolution.getKernelSize()[1];
    }
}
