/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.OutputGradient;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.layers.feedforward.embedding.EmbeddingLayer;

/** Finds the layers of a twin that can be captured, and puts the captures in place. */
final class LayerCaptures {

    private LayerCaptures() {}

    /** The parameters in training of one layer. */
    static List<ParameterBlock> blocksOf(Layer layer, Twin twin) {
        return twin.blocks(layer).stream().filter(ParameterBlock::trainable).toList();
    }

    /** Captures of all layers whose kind is known; the twin's configuration is changed for good. */
    static List<LayerCapture> install(Twin twin, WorkingMemory memory) {
        List<LayerCapture> captures = new ArrayList<>();
        for (Layer layer : twin.layers()) {
            if (layer.numParams() == 0) {
                continue;
            }
            List<ParameterBlock> blocks = blocksOf(layer, twin);
            LayerCapture capture = blocks.isEmpty() ? null : capture(layer, blocks, memory);
            if (capture != null) {
                OutputGradient.tap(layer, capture::pass);
                captures.add(capture);
            }
        }
        return captures;
    }

    /** By the exact class: a subclass may compute anything from its parameters. */
    private static LayerCapture capture(
            Layer layer, List<ParameterBlock> blocks, WorkingMemory memory) {
        Class<?> kind = layer.getClass();
        if (kind == OutputLayer.class) {
            return new DenseCapture(layer, blocks);
        } else if (kind == DenseLayer.class && !((DenseLayer) layer).hasLayerNorm()) {
            return new DenseCapture(layer, blocks);
        } else if (kind == ConvolutionLayer.class) {
            return new ConvolutionCapture(layer, blocks, memory);
        } else if (kind == EmbeddingLayer.class) {
            return new EmbeddingCapture(layer, blocks);
        }
        return null;
    }
}
