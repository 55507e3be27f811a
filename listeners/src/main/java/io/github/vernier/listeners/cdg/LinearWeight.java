/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.List;

/**
 * One number among the parameters of a dense layer or convolution.
 *
 * @param channel unit or channel of the output it acts on
 * @param input unit or channel of the input it is multiplied with, -1 for a bias
 * @param row row of the kernel, 0 in a dense layer
 * @param column column of the kernel, 0 in a dense layer
 */
record LinearWeight(int channel, int input, int row, int column) {

    /**
     * The number at a position of a parameter's flat piece.
     *
     * @param block weights {@code [in, out]} or {@code [out, in, h, w]}, or bias {@code [1, out]}
     * @param coordinate position
     */
    static LinearWeight of(ParameterBlock block, long coordinate) {
        if (block.parameter().equals("b")) {
            return new LinearWeight((int) coordinate, -1, 0, 0);
        }
        int[] at = indices(block, coordinate);
        return at.length == 4
                ? new LinearWeight(at[0], at[1], at[2], at[3])
                : new LinearWeight(at[1], at[0], 0, 0);
    }

    boolean isBias() {
        return input < 0;
    }

    private static int[] indices(ParameterBlock block, long coordinate) {
        List<Long> shape = block.shape();
        int[] indices = new int[shape.size()];
        long rest = coordinate;
        for (int j = 0; j < indices.length; j++) {
            int dimension = block.order() == 'f' ? j : indices.length - 1 - j;
            indices[dimension] = (int) (rest % shape.get(dimension));
            rest /= shape.get(dimension);
        }
        return indices;
    }
}
