/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;

/** The weights of a layer that are functions of other parameters, for those who look at them. */
public final class ParameterizedWeights {

    private ParameterizedWeights() {}

    /**
     * Finds the weights of a layer.
     *
     * @param layer configuration of any layer
     * @return by the prefix of their parameters' keys: one without prefix, or {@code d} and {@code
     *     p} of a separable convolution; empty for other layers
     */
    public static Map<String, WeightParameterization> of(Layer layer) {
        Map<String, WeightParameterization> weights = new LinkedHashMap<>();
        if (layer instanceof ParameterizedConvolution2D convolution) {
            weights.put("", convolution.getParameterization());
        } else if (layer instanceof ParameterizedDense dense) {
            weights.put("", dense.getParameterization());
        } else if (layer instanceof ParameterizedSeparableConvolution2D separable) {
            if (!separable.isPointwiseOnly()) {
                weights.put("d", separable.getDepthwise());
            }
            weights.put("p", separable.getPointwise());
        }
        return weights;
    }

    /**
     * The key of a weight's parameter in its layer's parameter table.
     *
     * @param prefix the weight's prefix, may be empty
     * @param name name of the parameter within the weight, such as {@code W}
     * @return the key, such as {@code W} or {@code dW}
     */
    public static String key(String prefix, String name) {
        return prefix.isEmpty()
                ? name
                : prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
