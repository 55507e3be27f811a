/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Turns what passes through a layer of a twin in its backward pass into gradients by example.
 *
 * <p>It is called with δ, the gradient at the layer's output before the activation function, while
 * the layer's input is in place.
 */
abstract class LayerCapture {

    private final Layer layer;
    private final List<ParameterBlock> blocks;
    private ExampleSums sums;
    private boolean fits = true;

    LayerCapture(Layer layer, List<ParameterBlock> blocks) {
        this.layer = layer;
        this.blocks = blocks;
    }

    final List<ParameterBlock> blocks() {
        return blocks;
    }

    /** The block of a parameter, null if the layer has none of this name. */
    final ParameterBlock block(String parameter) {
        return blocks.stream()
                .filter(block -> block.parameter().equals(parameter))
                .findFirst()
                .orElse(null);
    }

    final Layer layer() {
        return layer;
    }

    /** Type of working memory. */
    final DataType workType() {
        return layer.params().dataType() == DataType.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
    }

    /** From here on passes count. */
    final void start(ExampleSums into) {
        sums = into;
        fits = true;
    }

    /** Whether all that passed since {@link #start} was one row for each example. */
    final boolean stop() {
        sums = null;
        return fits;
    }

    /** The layer's output gradient is there. */
    final void pass(INDArray delta) {
        if (sums == null) {
            return;
        }
        if (delta.size(0) != sums.examples() || layer.input().size(0) != sums.examples()) {
            fits = false;
            return;
        }
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            take(layer.input(), delta, sums);
        }
    }

    /**
     * Adds this layer's share.
     *
     * @param input what the layer reads, after dropout
     * @param delta gradient before the activation function
     * @param into sums
     */
    abstract void take(INDArray input, INDArray delta, ExampleSums into);

    /** A buffer of this shape: the old one if it fits. */
    final INDArray sized(INDArray old, long... shape) {
        return old != null && java.util.Arrays.equals(old.shape(), shape)
                ? old
                : Nd4j.createUninitialized(workType(), shape, 'c');
    }
}
