/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An image of bytes: one example's input for people to look at.
 *
 * @param channels number of channels c
 * @param height height h
 * @param width width w
 * @param pixels values 0 to 255 as unsigned bytes, [c, h, w] row by row
 */
public record Thumbnail(int channels, int height, int width, byte[] pixels)
        implements Serializable {

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if there are not c·h·w pixels
     */
    public Thumbnail {
        if (pixels.length != (long) channels * height * width) {
            throw new IllegalArgumentException(
                    "thumbnail has "
                            + pixels.length
                            + " pixels, expected "
                            + Arrays.toString(new int[] {channels, height, width}));
        }
    }

    /**
     * An array stretched so that its least value is 0 and its greatest 255.
     *
     * @param example {@code [c, h, w]}; anything else becomes one row of pixels
     */
    public static Thumbnail of(INDArray example) {
        INDArray image = example.rank() == 3 ? example : example.reshape(1, 1, example.length());
        float[] values = image.castTo(DataType.FLOAT).dup('c').data().asFloat();
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] =
                    (byte)
                            Math.round(
                                    most > least ? 255 * (values[i] - least) / (most - least) : 0);
        }
        return new Thumbnail((int) image.size(0), (int) image.size(1), (int) image.size(2), pixels);
    }

    /**
     * The image made smaller, if need be, by means over blocks of pixels.
     *
     * @param side neither height nor width may be more, at least 1
     * @return a smaller one, or this
     * @throws IllegalArgumentException if {@code side} is below 1
     */
    public Thumbnail within(int side) {
        if (side < 1) {
            throw new IllegalArgumentException("side is " + side + ", expected at least 1");
        }
        if (height <= side && width <= side) {
            return this;
        }
        int h = Math.min(height, side);
        int w = Math.min(width, side);
        byte[] small = new byte[channels * h * w];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < h; y++) {
                for (int x = 0; x < w; x++) {
                    small[(c * h + y) * w + x] =
                            mean(
                                    c,
                                    y * height / h,
                                    (y + 1) * height / h,
                                    x * width / w,
                                    (x + 1) * width / w);
                }
            }
        }
        return new Thumbnail(channels, h, w, small);
    }

    private byte mean(int channel, int top, int bottom, int left, int right) {
        int sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += pixels[(channel * height + y) * width + x] & 0xFF;
            }
        }
        return (byte) Math.round((double) sum / ((bottom - top) * (right - left)));
    }

    /** Puts the image as four fields. */
    void write(RecordFields fields) {
        fields.put("channels", channels)
                .put("height", height)
                .put("width", width)
                .put("pixels", pixels);
    }

    /** The image of {@link #write}'s fields; one without pixels if they are not there. */
    static Thumbnail read(RecordFields fields) {
        return new Thumbnail(
                fields.getInt("channels", 0),
                fields.getInt("height", 0),
                fields.getInt("width", 0),
                fields.getBytes("pixels"));
    }
}
