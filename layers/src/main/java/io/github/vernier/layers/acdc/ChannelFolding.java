/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

/**
 * How channels are repeated before a square matrix and summed after it.
 *
 * @param input for each row of the matrix the input channel it takes
 * @param output for each row of the matrix the output channel it is added to
 */
record ChannelFolding(int[] input, int[] output) {

    /**
     * The published rule for convolutions.
     *
     * <p>With fewer inputs than outputs the first few channels are appended, the least number that
     * makes the outputs a multiple, and all are tiled; with more, adjacent groups of outputs are
     * summed.
     */
    static ChannelFolding ofChannels(int in, int out) {
        int size = size(in, out);
        int extended = in + added(in, out);
        int summed = size / out;
        int[] input = new int[size];
        int[] output = new int[size];
        for (int j = 0; j < size; j++) {
            input[j] = j % extended % in;
            output[j] = j / summed;
        }
        return new ChannelFolding(input, output);
    }

    /** Rows of the matrix. */
    static int size(int in, int out) {
        if (out >= in) {
            added(in, out);
            return out;
        }
        if (in % out != 0) {
            throw new IllegalArgumentException(
                    "ACDC: more inputs than outputs must be a multiple of them, for adjacent"
                            + " channels to be summed; got nIn="
                            + in
                            + ", nOut="
                            + out);
        }
        return in;
    }

    private static int added(int in, int out) {
        if (out < in) {
            return 0;
        }
        int added = 0;
        while (out % (in + added) != 0) {
            added++;
        }
        if (added > in) {
            throw new IllegalArgumentException(
                    "ACDC: the channels are extended by some of themselves until their number"
                            + " divides nOut, but "
                            + added
                            + " would have to be added; got nIn="
                            + in
                            + ", nOut="
                            + out);
        }
        return added;
    }

    /** The published rule for vectors: the input repeated, as often as fits. */
    static ChannelFolding tiled(int in, int out) {
        if (out % in != 0) {
            throw new IllegalArgumentException(
                    "ACDC: nOut must be a multiple of nIn, for the features to be repeated; got"
                            + " nIn="
                            + in
                            + ", nOut="
                            + out);
        }
        int[] input = new int[out];
        for (int j = 0; j < out; j++) {
            input[j] = j % in;
        }
        return new ChannelFolding(input, new NoPermutation().indices(out));
    }
}
