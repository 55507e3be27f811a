/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Multiplies the factors of a weight, {@code W = F_n ··· F_1}. */
final class ProductOfFactors implements WeightFunction {

    private final FactoredWeight weight;
    private final List<WeightShape> shapes;
    private final INDArray packed;
    private final INDArray packedGradient;

    /** Products of the first 1, 2, ... factors, the whole apart. */
    private List<INDArray> partial;

    ProductOfFactors(FactoredWeight weight, WeightShape shape, DataType type) {
        this.weight = weight;
        this.shapes = weight.factors(shape);
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            packed = Nd4j.create(type, PackedFactors.length(shapes));
            packedGradient = Nd4j.create(type, PackedFactors.length(shapes));
        }
    }

    private List<INDArray> matrices(INDArray vector) {
        return PackedFactors.split(vector, shapes).stream()
                .map(f -> f.reshape('c', f.size(0), f.size(1)))
                .toList();
    }

    @Override
    public INDArray weight(Map<String, INDArray> theta, INDArray buffer, boolean training) {
        weight.build(theta, PackedFactors.split(packed, shapes));
        List<INDArray> factors = matrices(packed);
        INDArray whole = buffer.reshape('c', buffer.size(0), buffer.size(1));
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            partial = new ArrayList<>();
            INDArray product = factors.get(0);
            for (INDArray factor : factors.subList(1, factors.size())) {
                partial.add(product);
                product = factor.mmul(product);
            }
            whole.assign(product);
        }
        return buffer;
    }

    @Override
    public void backprop(
            Map<String, INDArray> theta,
            INDArray built,
            INDArray weightGradient,
            Map<String, INDArray> gradients) {
        List<INDArray> factors = matrices(packed);
        List<INDArray> factorGradients = matrices(packedGradient);
        INDArray above = weightGradient.reshape('c', built.size(0), built.size(1));
        for (int i = factors.size() - 1; i > 0; i--) {
            factorGradients.get(i).assign(above.mmul(partial.get(i - 1).transpose()));
            above = factors.get(i).transpose().mmul(above);
        }
        factorGradients.get(0).assign(above);
        weight.backprop(theta, PackedFactors.split(packedGradient, shapes), gradients);
    }
}
