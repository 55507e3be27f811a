/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.packed;

import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution of signs for inference, 64 products at a time: {@code sign(x) * sign(w)}, exactly
 * what the convolution of the ±1 values gives.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']}, {@code h' = floor((h + 2p
 * − d(kH − 1) − 1) / s) + 1}. Signs are packed along channels, sign(0) = +1, so that a network to
 * be run by this must be trained with {@code ZeroSign.PLUS_ONE}. Pack the tensor whose sign is the
 * layer's weight: of a layer that subtracts the mean first, not its latent weights. Memory: one bit
 * for each weight, channels rounded up to 64.
 */
public final class BitPackedConvolution {

    private final int nOut;
    private final int nIn;
    private final int kH;
    private final int kW;
    private final int words;
    private final long[] weight;
    private final int[] stride;
    private final int[] padding;
    private final int[] dilation;
    private final PaddingSign paddingSign;

    private BitPackedConvolution(Builder builder) {
        INDArray w = builder.weight;
        this.nOut = Math.toIntExact(w.size(0));
        this.nIn = Math.toIntExact(w.size(1));
        this.kH = Math.toIntExact(w.size(2));
        this.kW = Math.toIntExact(w.size(3));
        this.words = SignBits.wordsFor(nIn);
        this.weight = pack(w, nOut, nIn, kH * kW);
        this.stride = builder.stride;
        this.padding = builder.padding;
        this.dilation = builder.dilation;
        this.paddingSign = builder.paddingSign;
    }

    /**
     * Packs a weight.
     *
     * @param weight {@code [nOut, nIn, kH, kW]}, of which the signs count
     * @return a builder, with stride 1, no padding, no dilation, and zero padding where there is
     *     any
     */
    public static Builder of(INDArray weight) {
        return new Builder(weight);
    }

    /** [outer, channels, inner] to words [outer, inner, word]. */
    private static long[] pack(INDArray array, int outer, int channels, int inner) {
        double[] values = array.dup('c').reshape(array.length()).toDoubleVector();
        int words = SignBits.wordsFor(channels);
        long[] packed = new long[outer * inner * words];
        for (int o = 0; o < outer; o++) {
            for (int c = 0; c < channels; c++) {
                int from = (o * channels + c) * inner;
                int to = o * inner * words + (c >> 6);
                for (int i = 0; i < inner; i++) {
                    if (values[from + i] < 0) {
                        packed[to + i * words] |= 1L << c;
                    }
                }
            }
        }
        return packed;
    }

    /**
     * Convolves.
     *
     * @param input {@code [minibatch, nIn, h, w]}, of which the signs count
     * @return {@code [minibatch, nOut, h', w']} of the input's type
     * @throws IllegalArgumentException if the number of channels is another, or nothing comes out
     */
    public INDArray apply(INDArray input) {
        if (input.rank() != 4 || input.size(1) != nIn) {
            throw new IllegalArgumentException(
                    "Input must be [minibatch, "
                            + nIn
                            + ", h, w], but is "
                            + Arrays.toString(input.shape()));
        }
        int batch = Math.toIntExact(input.size(0));
        int h = Math.toIntExact(input.size(2));
        int w = Math.toIntExact(input.size(3));
        long[] x = pack(input, batch, nIn, h * w);
        int rows = outputSize(h, 0);
        int columns = outputSize(w, 1);
        float[] out = new float[batch * nOut * rows * columns];
        int at = 0;
        for (int n = 0; n < batch; n++) {
            for (int o = 0; o < nOut; o++) {
                for (int r = 0; r < rows; r++) {
                    for (int c = 0; c < columns; c++) {
                        out[at++] = sum(x, n * h * w, h, w, o, r, c);
                    }
                }
            }
        }
        return Nd4j.createFromArray(out)
                .reshape('c', batch, nOut, rows, columns)
                .castTo(input.dataType());
    }

    private int outputSize(int size, int axis) {
        int kernel = axis == 0 ? kH : kW;
        int reach = size + 2 * padding[axis] - dilation[axis] * (kernel - 1) - 1;
        if (reach < 0) {
            throw new IllegalArgumentException(
                    "The kernel does not fit into an input of size "
                            + size
                            + " along axis "
                            + axis);
        }
        return reach / stride[axis] + 1;
    }

    private int sum(long[] x, int image, int h, int w, int filter, int row, int column) {
        int counted = 0;
        int differing = 0;
        for (int i = 0; i < kH; i++) {
            int y = row * stride[0] - padding[0] + i * dilation[0];
            for (int j = 0; j < kW; j++) {
                int z = column * stride[1] - padding[1] + j * dilation[1];
                int from = ((filter * kH + i) * kW + j) * words;
                if (y >= 0 && y < h && z >= 0 && z < w) {
                    int pixel = (image + y * w + z) * words;
                    for (int k = 0; k < words; k++) {
                        differing += Long.bitCount(x[pixel + k] ^ weight[from + k]);
                    }
                    counted += nIn;
                } else if (paddingSign == PaddingSign.ONE) {
                    for (int k = 0; k < words; k++) {
                        differing += Long.bitCount(weight[from + k]);
                    }
                    counted += nIn;
                }
            }
        }
        return counted - 2 * differing;
    }

    /** Settings of a packed convolution. */
    public static final class Builder {

        private final INDArray weight;
        private int[] stride = {1, 1};
        private int[] padding = {0, 0};
        private int[] dilation = {1, 1};
        private PaddingSign paddingSign = PaddingSign.ZERO;

        private Builder(INDArray weight) {
            if (weight.rank() != 4) {
                throw new IllegalArgumentException(
                        "Weight must be [nOut, nIn, kH, kW], but is "
                                + Arrays.toString(weight.shape()));
            }
            this.weight = weight;
        }

        /**
         * Steps between windows.
         *
         * @param rows at least 1
         * @param columns at least 1
         * @return this builder
         */
        public Builder stride(int rows, int columns) {
            this.stride = atLeast(1, "stride", rows, columns);
            return this;
        }

        /**
         * Rows and columns added on each side.
         *
         * @param rows at least 0
         * @param columns at least 0
         * @return this builder
         */
        public Builder padding(int rows, int columns) {
            this.padding = atLeast(0, "padding", rows, columns);
            return this;
        }

        /**
         * Distance between a kernel's entries.
         *
         * @param rows at least 1
         * @param columns at least 1
         * @return this builder
         */
        public Builder dilation(int rows, int columns) {
            this.dilation = atLeast(1, "dilation", rows, columns);
            return this;
        }

        /**
         * What is padded with.
         *
         * @param paddingSign +1 or 0
         * @return this builder
         */
        public Builder paddingSign(PaddingSign paddingSign) {
            this.paddingSign = Objects.requireNonNull(paddingSign, "paddingSign must be given");
            return this;
        }

        private static int[] atLeast(int least, String name, int rows, int columns) {
            if (rows < least || columns < least) {
                throw new IllegalArgumentException(
                        name + " must be at least " + least + ", but is " + rows + ", " + columns);
            }
            return new int[] {rows, columns};
        }

        /**
         * Packs the weight.
         *
         * @return the convolution
         */
        public BitPackedConvolution build() {
            return new BitPackedConvolution(this);
        }
    }
}
