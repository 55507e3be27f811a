/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.io.Serializable;
import java.util.Objects;

/**
 * Labelled images in memory, one byte per value: a quarter of their size as floats.
 *
 * <p>Images are stored one after the other, each channel by channel, each channel row by row.
 */
public final class ImageSet implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ImageShape shape;
    private final byte[] pixels;
    private final byte[] labels;
    private final int size;

    /**
     * Wraps the arrays; they are not copied.
     *
     * @param shape size of every image
     * @param pixels {@code labels.length · shape.size()} values, 0 = black, 255 = white
     * @param labels class of every image, 0 … 127
     * @throws IllegalArgumentException if there are no images or the two lengths disagree
     */
    public ImageSet(ImageShape shape, byte[] pixels, byte[] labels) {
        this(shape, pixels, labels, labels.length);
        if (pixels.length != (long) labels.length * shape.size()) {
            throw new IllegalArgumentException(
                    pixels.length
                            + " pixel values: expected "
                            + labels.length
                            + " labels times "
                            + shape
                            + " = "
                            + (long) labels.length * shape.size());
        }
    }

    private ImageSet(ImageShape shape, byte[] pixels, byte[] labels, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(size + " images: expected at least one");
        }
        this.shape = Objects.requireNonNull(shape, "shape");
        this.pixels = pixels;
        this.labels = labels;
        this.size = size;
    }

    /** Size of every image. */
    public ImageShape shape() {
        return shape;
    }

    /** Number of images. */
    public int size() {
        return size;
    }

    /** Class of image {@code index}. */
    public int label(int index) {
        return labels[Objects.checkIndex(index, size)];
    }

    /** A copy of the values of image {@code index}, {@code channels · height · width} bytes. */
    public byte[] pixels(int index) {
        byte[] image = new byte[shape.size()];
        System.arraycopy(
                pixels, Objects.checkIndex(index, size) * image.length, image, 0, image.length);
        return image;
    }

    /**
     * The first {@code count} images, or all if there are fewer; shares this set's memory.
     *
     * @throws IllegalArgumentException if {@code count} is not positive
     */
    public ImageSet first(int count) {
        return new ImageSet(shape, pixels, labels, Math.min(count, size));
    }

    /** The images at {@code indices}, in that order, copied. */
    ImageSet select(int[] indices) {
        int length = shape.size();
        byte[] chosenPixels = new byte[Math.multiplyExact(indices.length, length)];
        byte[] chosenLabels = new byte[indices.length];
        for (int i = 0; i < indices.length; i++) {
            int from = Objects.checkIndex(indices[i], size);
            System.arraycopy(pixels, from * length, chosenPixels, i * length, length);
            chosenLabels[i] = labels[from];
        }
        return new ImageSet(shape, chosenPixels, chosenLabels);
    }

    /** Writes image {@code index} through {@code table} (one float per byte value) into a batch. */
    void convert(int index, float[] table, float[] batch, int offset) {
        int from = index * shape.size();
        int to = from + shape.size();
        for (int i = from, o = offset; i < to; i++, o++) {
            batch[o] = table[pixels[i] & 0xFF];
        }
    }
}
