/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Euclidean norms of flat vectors by layer, over the parameters in training. */
final class ParameterNorms {

    private final List<ParameterBlock> blocks;
    private final HostCopy host = new HostCopy();
    private double[] values = {};
    private double[] others = {};

    ParameterNorms(List<ParameterBlock> blocks) {
        this.blocks = blocks.stream().filter(ParameterBlock::trainable).toList();
    }

    /** Names of the layers. */
    List<String> layers() {
        return blocks.stream().map(ParameterBlock::layer).distinct().toList();
    }

    /** {@code ‖vector‖} of each layer, and of all at the end. */
    float[] norms(INDArray vector) {
        return norms(
                block -> {
                    int length = read(block, vector);
                    return ExampleSums.dot(values, 0, values, 0, length);
                });
    }

    /** {@code ‖vector - origin‖} of each layer, and of all at the end. */
    float[] distances(INDArray vector, INDArray origin) {
        return norms(
                block -> {
                    int length = read(block, vector);
                    host.read(origin, block.offset(), others, length);
                    double sum = 0;
                    for (int d = 0; d < length; d++) {
                        sum += (values[d] - others[d]) * (values[d] - others[d]);
                    }
                    return sum;
                });
    }

    private int read(ParameterBlock block, INDArray vector) {
        int length = Math.toIntExact(block.length());
        if (values.length < length) {
            values = new double[length];
            others = new double[length];
        }
        host.read(vector, block.offset(), values, length);
        return length;
    }

    private interface SquaredNorm {
        double of(ParameterBlock block);
    }

    private float[] norms(SquaredNorm squared) {
        Map<String, Double> byLayer = new LinkedHashMap<>();
        double total = 0;
        for (ParameterBlock block : blocks) {
            double square = squared.of(block);
            byLayer.merge(block.layer(), square, Double::sum);
            total += square;
        }
        float[] norms = new float[byLayer.size() + 1];
        int i = 0;
        for (double square : byLayer.values()) {
            norms[i++] = (float) Math.sqrt(square);
        }
        norms[i] = (float) Math.sqrt(total);
        return norms;
    }
}
