/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.layers.memory.HostMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Patches of images in host memory, copied a run of pixels at a time.
 *
 * <p>Works on arrays of either floating-point type, which to {@code System.arraycopy} are alike.
 */
final class HostPatches {

    private Object image;
    private Object patches;
    private Object zeros;
    private DataType type;
    private int imageLength;
    private int patchesLength;

    /** Whether pixels of a patch that are neighbours are neighbours in the image, in reach. */
    static boolean isPossible(INDArray images, INDArray patches, PatchGeometry geometry) {
        return geometry.strideX() == 1
                && images.dataType() == patches.dataType()
                && (images.dataType() == DataType.FLOAT || images.dataType() == DataType.DOUBLE)
                && HostMemory.isAccessible(images)
                && HostMemory.isAccessible(patches);
    }

    /**
     * Copies the patches of one image.
     *
     * @param images {@code [N, C, H, W]}
     * @param example which image
     * @param target {@code [n, C, kH, kW, oH, oW]}
     * @param slot where in the target
     */
    void copy(INDArray images, int example, INDArray target, int slot, PatchGeometry geometry) {
        allocate(images, geometry);
        if (type == DataType.FLOAT) {
            HostMemory.floats(images).get(example * imageLength, (float[]) image, 0, imageLength);
        } else {
            HostMemory.doubles(images).get(example * imageLength, (double[]) image, 0, imageLength);
        }
        int at = 0;
        for (int c = 0; c < geometry.channels(); c++) {
            for (int ky = 0; ky < geometry.kernelH(); ky++) {
                for (int kx = 0; kx < geometry.kernelW(); kx++) {
                    copyPlane(geometry, c, ky, kx, at);
                    at += geometry.outH() * geometry.outW();
                }
            }
        }
        if (type == DataType.FLOAT) {
            HostMemory.floats(target)
                    .put(slot * patchesLength, (float[]) patches, 0, patchesLength);
        } else {
            HostMemory.doubles(target)
                    .put(slot * patchesLength, (double[]) patches, 0, patchesLength);
        }
    }

    /** The pixels that one weight of the kernel sees. */
    private void copyPlane(PatchGeometry g, int channel, int ky, int kx, int at) {
        int shift = kx * g.dilationX() - g.paddingX();
        int from = Math.min(g.outW(), Math.max(0, -shift));
        int to = Math.max(from, Math.min(g.outW(), g.width() - shift));
        for (int y = 0; y < g.outH(); y++) {
            int row = y * g.strideY() + ky * g.dilationY() - g.paddingY();
            int target = at + y * g.outW();
            if (row < 0 || row >= g.height()) {
                System.arraycopy(zeros, 0, patches, target, g.outW());
                continue;
            }
            System.arraycopy(zeros, 0, patches, target, from);
            System.arraycopy(
                    image,
                    (channel * g.height() + row) * g.width() + from + shift,
                    patches,
                    target + from,
                    to - from);
            System.arraycopy(zeros, 0, patches, target + to, g.outW() - to);
        }
    }

    private void allocate(INDArray images, PatchGeometry geometry) {
        int pixels = geometry.channels() * geometry.height() * geometry.width();
        int length = geometry.patch() * geometry.outH() * geometry.outW();
        if (type == images.dataType() && imageLength == pixels && patchesLength == length) {
            return;
        }
        type = images.dataType();
        imageLength = pixels;
        patchesLength = length;
        image = array(pixels);
        patches = array(length);
        zeros = array(geometry.outW());
    }

    private Object array(int length) {
        return type == DataType.FLOAT ? new float[length] : new double[length];
    }
}
