/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;

/** How many numbers a layer has, by what moves them. */
public final class LayerParameters {

    private LayerParameters() {}

    /**
     * Parameters that a gradient moves, or would if the layer were not frozen: what PyTorch counts
     * as {@code sum(p.numel() for p in parameters())}.
     *
     * @param layer a configuration whose numbers of inputs and outputs are set
     */
    public static long trainable(Layer layer) {
        return layer.initializer().numParams(layer) - statistics(layer);
    }

    /**
     * Parameters that no gradient moves: the running mean and variance (or its logarithm) of batch
     * normalization, and what a {@link CostAware} layer says.
     *
     * @param layer a configuration whose numbers of inputs and outputs are set
     */
    public static long statistics(Layer layer) {
        Layer inner = unfrozen(layer);
        if (inner instanceof CostAware aware) {
            return aware.statistics();
        }
        return inner instanceof BatchNormalization norm ? 2 * norm.getNOut() : 0;
    }

    /**
     * Whether a layer applies weights to its inputs, as convolutions, dense and recurrent layers
     * do, frozen or not; batch normalization and parameterized activation functions do not.
     *
     * @param layer a configuration
     */
    public static boolean hasWeights(Layer layer) {
        Layer inner = unfrozen(layer);
        return !(inner instanceof PReLULayer) && !inner.initializer().weightKeys(inner).isEmpty();
    }

    /** The layer itself, or what it freezes. */
    static Layer unfrozen(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return unfrozen(frozen.getLayer());
        }
        return layer instanceof FrozenLayerWithBackprop frozen
                ? unfrozen(frozen.getUnderlying())
                : layer;
    }
}
