/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/**
 * Sets a square of every image to 0, in all channels.
 *
 * <p>The centre {@code (y, x)} is uniform over the pixels; the square is {@code [y - s/2, y + s/2)
 * x [x - s/2, x + s/2)}, clipped at the border, so up to three quarters of it may fall outside. 0
 * is the mean of normalized images, so this goes after the normalization.
 *
 * <p>Source: T. DeVries, G. Taylor, "Improved regularization of convolutional neural networks with
 * cutout", 2017, section 3.2; side 16 for CIFAR-10.
 */
public final class Cutout extends RandomImageTransform {

    private static final long serialVersionUID = 1L;

    private final int half;

    /**
     * For images with channels first.
     *
     * @param side of the square in pixels, even
     * @param seed of the draws
     * @throws IllegalArgumentException if {@code side} is not positive and even
     */
    public Cutout(int side, long seed) {
        this(side, seed, CNN2DFormat.NCHW);
    }

    /**
     * For images in a given layout.
     *
     * @param side of the square in pixels, even
     * @param seed of the draws
     * @param format channels first or last
     * @throws IllegalArgumentException if {@code side} is not positive and even
     */
    public Cutout(int side, long seed, CNN2DFormat format) {
        super(seed, format);
        if (side < 2 || side % 2 != 0) {
            throw new IllegalArgumentException(
                    "cutout of side " + side + ": expected a positive even number");
        }
        this.half = side / 2;
    }

    @Override
    void transform(Raster raster, byte[] before, byte[] after, SplitMix64 random) {
        int y = random.nextInt(raster.height());
        int x = random.nextInt(raster.width());
        int top = Math.max(0, y - half);
        int bottom = Math.min(raster.height(), y + half);
        int left = Math.max(0, x - half) * raster.cell();
        int right = Math.min(raster.width(), x + half) * raster.cell();
        for (int plane = 0; plane < raster.planes(); plane++) {
            for (int line = top; line < bottom; line++) {
                int row = raster.row(plane, line);
                // All bits zero is +0 in every floating-point type.
                Arrays.fill(after, row + left, row + right, (byte) 0);
            }
        }
    }
}
