/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.packed;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The signs of numbers as bits: 1 for negative numbers, 0 for the rest (zero is +1), least
 * significant bit first, in 64-bit words whose unused bits are 0.
 *
 * <p>Source: Larq Compute Engine's bit packing.
 */
public final class SignBits {

    private final int length;
    private final long[] words;

    private SignBits(int length, long[] words) {
        this.length = length;
        this.words = words;
    }

    /**
     * Packs numbers.
     *
     * @param values any numbers
     * @return their signs
     */
    public static SignBits of(double... values) {
        long[] words = new long[wordsFor(values.length)];
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0) {
                words[i >> 6] |= 1L << i;
            }
        }
        return new SignBits(values.length, words);
    }

    /**
     * Packs an array in C order.
     *
     * @param array any array
     * @return its signs
     */
    public static SignBits of(INDArray array) {
        return of(array.dup('c').reshape(array.length()).toDoubleVector());
    }

    /** Words for a number of bits. */
    static int wordsFor(int bits) {
        return (bits + 63) >> 6;
    }

    /**
     * How many numbers were packed.
     *
     * @return number of bits in use
     */
    public int length() {
        return length;
    }

    /**
     * The bits in words of 64.
     *
     * @return a copy
     */
    public long[] toLongArray() {
        return words.clone();
    }

    /**
     * The bits in words of 32.
     *
     * @return {@code ceil(length / 32)} words
     */
    public int[] toIntArray() {
        int[] ints = new int[(length + 31) >> 5];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) (words[i >> 1] >>> (32 * (i & 1)));
        }
        return ints;
    }

    /**
     * How many signs differ.
     *
     * @param other as many signs
     * @return the number of differing bits
     * @throws IllegalArgumentException if the lengths differ
     */
    public int differences(SignBits other) {
        if (length != other.length) {
            throw new IllegalArgumentException(
                    "Signs to compare must be as many: " + length + " and " + other.length);
        }
        int differing = 0;
        for (int i = 0; i < words.length; i++) {
            differing += Long.bitCount(words[i] ^ other.words[i]);
        }
        return differing;
    }

    /**
     * The inner product of the signs.
     *
     * @param other as many signs
     * @return {@code length − 2 · differences}
     */
    public int dot(SignBits other) {
        return length - 2 * differences(other);
    }

    /**
     * The negative ones.
     *
     * @return number of bits that are 1
     */
    public int negatives() {
        int negatives = 0;
        for (long word : words) {
            negatives += Long.bitCount(word);
        }
        return negatives;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignBits that
                && length == that.length
                && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return 31 * length + Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return length + " signs, " + negatives() + " of them negative";
    }
}
