/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

/**
 * How many numbers a convolution's capture may hold at a time.
 *
 * @param patches of patches, unless one example needs more
 * @param gradients of gradients of one layer; beyond it they are made twice
 */
record WorkingMemory(long patches, long gradients) {

    /** 8 and 64 MiB in single precision. */
    static final WorkingMemory DEFAULT = new WorkingMemory(1L << 21, 1L << 24);
}
