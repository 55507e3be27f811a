/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.parameterized.WeightFunction;
import io.github.vernier.layers.parameterized.WeightParameter;
import io.github.vernier.layers.parameterized.WeightParameterization;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Least squares for weight tensors in which every weight is one of the parameters, or its negative.
 *
 * <p>W = Sθ with one +-1 in each row of S. S'S is then diagonal and counts how many weights a
 * parameter stands for, so that the best θ is the signed mean of the weights that share it: {@code
 * θ = S'W / diag(S'S)}. Both products are the parameterization's own backward pass.
 */
final class SharedWeights {

    private SharedWeights() {}

    /**
     * Sets θ to the signed means; parameters without a weight become 0.
     *
     * @param parameterization makes W of θ by sharing
     * @param target the weight to come near to
     * @param layer the parameters of the layer; set in place
     * @param names where those of W are among them
     * @return the weight they make
     */
    static INDArray fit(
            WeightParameterization parameterization,
            INDArray target,
            Map<String, INDArray> layer,
            ParameterNames names) {
        WeightShape shape =
                new WeightShape(target.size(0), target.size(1), target.size(2), target.size(3));
        Map<String, INDArray> theta = names.of(parameterization, shape, layer);
        WeightFunction function = parameterization.bind(shape, target.dataType());
        Map<String, INDArray> sums = zeros(parameterization, shape, target);
        Map<String, INDArray> counts = zeros(parameterization, shape, target);

        theta.values().forEach(parameter -> parameter.assign(1));
        INDArray signs = function.weight(theta, buffer(target), false);
        function.backprop(theta, signs, target.dup('c'), sums);
        function.backprop(theta, signs, signs.dup('c'), counts);
        theta.forEach(
                (name, parameter) -> {
                    INDArray count = counts.get(name);
                    // An unused parameter has sum and count 0.
                    count.addi(count.eq(0).castTo(count.dataType()));
                    parameter.assign(sums.get(name).div(count).reshape(parameter.shape()));
                });
        return function.weight(theta, buffer(target), false).dup('c');
    }

    private static INDArray buffer(INDArray target) {
        return Nd4j.create(target.dataType(), target.shape(), 'c');
    }

    private static Map<String, INDArray> zeros(
            WeightParameterization parameterization, WeightShape shape, INDArray target) {
        Map<String, INDArray> zeros = new LinkedHashMap<>();
        for (WeightParameter parameter : parameterization.parameters(shape)) {
            zeros.put(parameter.name(), Nd4j.create(target.dataType(), parameter.shape(), 'c'));
        }
        return zeros;
    }
}
