/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.rounding;

import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Mean and spread of gradients that come one by one. */
final class DrawnGradients {

    private final List<ParameterBlock> blocks;
    private final INDArray sum;
    private final double[] squares;
    private int draws;

    DrawnGradients(INDArray like, List<ParameterBlock> blocks) {
        this.blocks = blocks;
        this.sum = like.like();
        this.squares = new double[blocks.size()];
    }

    void add(INDArray gradient) {
        sum.addi(gradient);
        for (int b = 0; b < squares.length; b++) {
            squares[b] += square(blocks.get(b).of(gradient));
        }
        draws++;
    }

    /** Mean of those so far, {@code [1, D]}. */
    INDArray mean() {
        return sum.div(draws);
    }

    /** Root of a block's summed unbiased variance over the norm of its mean. */
    double noise(int block) {
        double mean = square(blocks.get(block).of(sum)) / draws / draws;
        double variance = Math.max(0, squares[block] - draws * mean) / (draws - 1);
        return draws < 2 ? Double.NaN : Math.sqrt(variance / mean);
    }

    private static double square(INDArray values) {
        double norm = values.norm2Number().doubleValue();
        return norm * norm;
    }
}
