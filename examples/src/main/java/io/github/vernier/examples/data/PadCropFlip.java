/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/**
 * Pads an image with black, cuts out a random window of the original size, and mirrors it left to
 * right half of the time.
 *
 * <p>{@code out(y, x) = in(y + dy - pad, x' + dx - pad)}, 0 outside the image, with {@code dy} and
 * {@code dx} uniform on 0 … 2·pad and {@code x' = x} or {@code width - 1 - x}. Black is 0, so this
 * goes before the normalization.
 *
 * <p>Source: the usual CIFAR augmentation, C.-Y. Lee et al., "Deeply-supervised nets", AISTATS
 * 2015, section 3; pad 4.
 */
public final class PadCropFlip extends RandomImageTransform {

    private static final long serialVersionUID = 1L;

    private final int pad;
    private final boolean flip;

    /**
     * For images with channels first.
     *
     * @param pad pixels added on each side, 0 for no shift
     * @param flip whether to mirror half of the images
     * @param seed of the draws
     * @throws IllegalArgumentException if {@code pad} is negative
     */
    public PadCropFlip(int pad, boolean flip, long seed) {
        this(pad, flip, seed, CNN2DFormat.NCHW);
    }

    /**
     * For images in a given layout.
     *
     * @param pad pixels added on each side, 0 for no shift
     * @param flip whether to mirror half of the images
     * @param seed of the draws
     * @param format channels first or last
     * @throws IllegalArgumentException if {@code pad} is negative
     */
    public PadCropFlip(int pad, boolean flip, long seed, CNN2DFormat format) {
        super(seed, format);
        if (pad < 0) {
            throw new IllegalArgumentException("pad " + pad + ": expected at least 0");
        }
        this.pad = pad;
        this.flip = flip;
    }

    @Override
    void transform(Raster raster, byte[] before, byte[] after, SplitMix64 random) {
        int shiftY = random.nextInt(2 * pad + 1) - pad;
        int shiftX = random.nextInt(2 * pad + 1) - pad;
        // Drawn in any case: the windows are then the same with and without mirroring.
        boolean mirrored = random.nextBoolean() && flip;
        shift(raster, before, after, shiftY, shiftX);
        if (mirrored) {
            mirror(raster, after);
        }
    }

    private static void shift(Raster raster, byte[] before, byte[] after, int shiftY, int shiftX) {
        Arrays.fill(after, (byte) 0);
        int columns = raster.width() - Math.abs(shiftX);
        if (columns <= 0) {
            return;
        }
        int from = Math.max(0, shiftX) * raster.cell();
        int to = Math.max(0, -shiftX) * raster.cell();
        int firstRow = Math.max(0, -shiftY);
        int endRow = Math.min(raster.height(), raster.height() - shiftY);
        for (int plane = 0; plane < raster.planes(); plane++) {
            for (int y = firstRow; y < endRow; y++) {
                System.arraycopy(
                        before,
                        raster.row(plane, y + shiftY) + from,
                        after,
                        raster.row(plane, y) + to,
                        columns * raster.cell());
            }
        }
    }

    private static void mirror(Raster raster, byte[] image) {
        int cell = raster.cell();
        for (int row = 0; row < image.length; row += raster.rowBytes()) {
            int left = row;
            int right = row + raster.rowBytes() - cell;
            for (; left < right; left += cell, right -= cell) {
                for (int i = 0; i < cell; i++) {
                    byte kept = image[left + i];
                    image[left + i] = image[right + i];
                    image[right + i] = kept;
                }
            }
        }
    }
}
