/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.parameterized.WeightParameter;
import io.github.vernier.layers.parameterized.WeightParameterization;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where a weight tensor's parameters are among those of a layer. */
enum ParameterNames {
    /** The layer has one weight tensor. */
    WHOLE(name -> name),
    /** The depthwise part of a separable layer. */
    DEPTHWISE(name -> "d" + capitalized(name)),
    /** The 1x1 part of a separable layer. */
    POINTWISE(name -> "p" + capitalized(name));

    private final UnaryOperator<String> inLayer;

    ParameterNames(UnaryOperator<String> inLayer) {
        this.inLayer = inLayer;
    }

    /** The parameters by the parameterization's own names. */
    Map<String, INDArray> of(
            WeightParameterization parameterization,
            WeightShape shape,
            Map<String, INDArray> layer) {
        Map<String, INDArray> theta = new LinkedHashMap<>();
        for (WeightParameter parameter : parameterization.parameters(shape)) {
            theta.put(parameter.name(), layer.get(inLayer.apply(parameter.name())));
        }
        return theta;
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
