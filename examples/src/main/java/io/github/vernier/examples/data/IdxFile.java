/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file in the IDX format of MNIST, unsigned bytes only: labels in one dimension, images in three.
 *
 * <p>Layout, big-endian: two zero bytes, a type code (8 = unsigned byte), the number of dimensions,
 * a 32-bit size per dimension, then the values in row-major order. Files may be gzip-compressed.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", section
 * "File formats".
 */
public final class IdxFile {

    private static final int UNSIGNED_BYTE = 0x08;

    private final int[] dimensions;
    private final byte[] values;

    private IdxFile(int[] dimensions, byte[] values) {
        this.dimensions = dimensions;
        this.values = values;
    }

    /**
     * Reads labels.
     *
     * @param file plain or gzip-compressed
     * @return one byte per label
     * @throws DataFormatException if the file is not a one-dimensional IDX file of unsigned bytes
     * @throws IOException if the file cannot be read
     */
    public static IdxFile readLabels(Path file) throws IOException {
        return DataFolder.read(file, in -> read(file, in, 1));
    }

    /**
     * Reads gray images.
     *
     * @param file plain or gzip-compressed
     * @return {@code count · height · width} bytes
     * @throws DataFormatException if the file is not a three-dimensional IDX file of unsigned bytes
     * @throws IOException if the file cannot be read
     */
    public static IdxFile readImages(Path file) throws IOException {
        return DataFolder.read(file, in -> read(file, in, 3));
    }

    private static IdxFile read(Path file, InputStream in, int rank) throws IOException {
        byte[] magic = header(file, in, Integer.BYTES);
        if (magic[0] != 0 || magic[1] != 0) {
            throw new DataFormatException(
                    file,
                    "an IDX file, which begins with two zero bytes",
                    String.format("0x%02X 0x%02X", magic[0], magic[1]));
        }
        if (magic[2] != UNSIGNED_BYTE) {
            throw new DataFormatException(
                    file, "IDX type code 0x08 (unsigned byte)", typeName(magic[2]));
        }
        if (magic[3] != rank) {
            throw new DataFormatException(
                    file,
                    rank == 1 ? "1 dimension (labels)" : "3 dimensions (count, height, width)",
                    Integer.toString(magic[3]));
        }
        ByteBuffer sizes = ByteBuffer.wrap(header(file, in, rank * Integer.BYTES));
        int[] dimensions = new int[rank];
        long length = 1;
        for (int i = 0; i < rank; i++) {
            dimensions[i] = sizes.getInt();
            // Checked at every step: the product of three 31-bit sizes would overflow a long.
            if (dimensions[i] < 1 || (length *= dimensions[i]) > Integer.MAX_VALUE - 8) {
                throw new DataFormatException(
                        file,
                        "positive sizes with a product below 2^31",
                        "size "
                                + Integer.toUnsignedString(dimensions[i])
                                + " of dimension "
                                + (i + 1));
            }
        }
        byte[] values = in.readNBytes((int) length);
        String expected = length + " values after the header " + Arrays.toString(dimensions);
        if (values.length < length) {
            throw new DataFormatException(file, expected, "only " + values.length + " (truncated)");
        }
        if (in.read() >= 0) {
            throw new DataFormatException(file, expected, "more bytes after them");
        }
        return new IdxFile(dimensions, values);
    }

    private static byte[] header(Path file, InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new DataFormatException(
                    file,
                    length + " bytes of an IDX header",
                    "only " + bytes.length + " (truncated)");
        }
        return bytes;
    }

    private static String typeName(byte code) {
        String name =
                switch (code) {
                    case 0x09 -> "signed byte";
                    case 0x0B -> "16-bit integer";
                    case 0x0C -> "32-bit integer";
                    case 0x0D -> "float";
                    case 0x0E -> "double";
                    default -> "unknown";
                };
        return String.format("0x%02X (%s)", code, name);
    }

    /** Number of labels or images. */
    public int count() {
        return dimensions[0];
    }

    /** Sizes of all dimensions, the count first. */
    public int[] dimensions() {
        return dimensions.clone();
    }

    /** The values in row-major order; the array is not copied. */
    public byte[] values() {
        return values;
    }
}
