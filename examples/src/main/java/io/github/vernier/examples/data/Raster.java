/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import org.deeplearning4j.nn.conf.CNN2DFormat;

/**
 * How one image lies in memory: {@code planes} times {@code height} rows of {@code width} cells of
 * {@code cell} bytes. With channels first a plane is a channel and a cell one number; with channels
 * last there is one plane and a cell is a pixel. Moving whole cells therefore serves both layouts
 * and every number type.
 */
record Raster(int planes, int height, int width, int cell) {

    static Raster of(long[] shape, CNN2DFormat format, int numberBytes) {
        return switch (format) {
            case NCHW -> new Raster((int) shape[1], (int) shape[2], (int) shape[3], numberBytes);
            case NHWC ->
                    new Raster(1, (int) shape[1], (int) shape[2], (int) shape[3] * numberBytes);
        };
    }

    int rowBytes() {
        return width * cell;
    }

    int bytes() {
        return planes * height * rowBytes();
    }

    /** Index of the first byte of a row. */
    int row(int plane, int y) {
        return (plane * height + y) * rowBytes();
    }
}
