/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The factors of a weight one after the other in one vector.
 *
 * @param weight makes the factors
 * @param shapes shapes of the factors
 */
record PackedFactors(FactoredWeight weight, List<WeightShape> shapes) implements WeightFunction {

    @Override
    public INDArray weight(Map<String, INDArray> theta, INDArray buffer, boolean training) {
        weight.build(theta, split(buffer, shapes));
        return buffer;
    }

    @Override
    public void backprop(
            Map<String, INDArray> theta,
            INDArray built,
            INDArray gradient,
            Map<String, INDArray> gradients) {
        weight.backprop(theta, split(gradient, shapes), gradients);
    }

    static long length(List<WeightShape> shapes) {
        return shapes.stream().mapToLong(WeightShape::length).sum();
    }

    /** Views of the sections of a C-ordered array. */
    static List<INDArray> split(INDArray packed, List<WeightShape> shapes) {
        INDArray flat = packed.reshape('c', new long[] {packed.length()});
        List<INDArray> views = new ArrayList<>();
        long from = 0;
        for (WeightShape shape : shapes) {
            long to = from + shape.length();
            views.add(flat.get(NDArrayIndex.interval(from, to)).reshape('c', shape.toArray()));
            from = to;
        }
        return views;
    }
}
