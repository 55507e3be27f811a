/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.io.Serializable;

/**
 * Size of one image.
 *
 * @param channels 1 for gray, 3 for red, green, blue
 * @param height rows
 * @param width columns
 */
public record ImageShape(int channels, int height, int width) implements Serializable {

    /**
     * @throws IllegalArgumentException if a size is not positive, or if their product is 2^31 or
     *     more
     */
    public ImageShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "image shape "
                            + channels
                            + "x"
                            + height
                            + "x"
                            + width
                            + ": expected positive sizes");
        }
        // The product of two ints fits a long; that of three may not.
        if ((long) channels * height > Integer.MAX_VALUE / width) {
            throw new IllegalArgumentException(
                    "image shape "
                            + channels
                            + "x"
                            + height
                            + "x"
                            + width
                            + ": expected fewer than 2^31 values");
        }
    }

    /** Number of values of one image, {@code channels · height · width}. */
    public int size() {
        return channels * height * width;
    }

    /** {@code channels x height x width}. */
    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
