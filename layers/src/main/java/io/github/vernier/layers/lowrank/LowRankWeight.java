/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import io.github.vernier.layers.parameterized.FactoredWeight;
import io.github.vernier.layers.parameterized.WeightParameter;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A 1×1 weight of rank r: {@code W = expand · contract}.
 *
 * <p>Parameters: {@code contract [r, nIn, 1, 1]}, {@code expand [nOut, r, 1, 1]}; each is
 * initialised as a convolution of its own. Source: BayesWatch/deficient-efficient models/blocks.py
 * {@code GenericLowRank}.
 *
 * @param rank r
 */
public record LowRankWeight(@JsonProperty("rank") Rank rank) implements FactoredWeight {

    /** Key of the first factor. */
    public static final String CONTRACT = "contract";

    /** Key of the second factor. */
    public static final String EXPAND = "expand";

    @Override
    public List<WeightShape> factors(WeightShape shape) {
        int r = rank.of(shape.nIn(), shape.nOut());
        return List.of(
                new WeightShape(r, shape.nIn(), 1, 1), new WeightShape(shape.nOut(), r, 1, 1));
    }

    @Override
    public List<WeightParameter> parameters(WeightShape shape) {
        List<WeightShape> factors = factors(shape);
        return List.of(
                WeightParameter.regularized(CONTRACT, factors.get(0).toArray()),
                WeightParameter.regularized(EXPAND, factors.get(1).toArray()));
    }

    @Override
    public void initialize(
            WeightShape shape,
            IWeightInit scheme,
            double fanIn,
            double fanOut,
            Map<String, INDArray> theta) {
        for (WeightParameter p : parameters(shape)) {
            INDArray view = theta.get(p.name());
            scheme.init(p.shape()[1], p.shape()[0], p.shape(), 'c', view.reshape(view.length()));
        }
    }

    @Override
    public void build(Map<String, INDArray> theta, List<INDArray> factors) {
        factors.get(0).assign(theta.get(CONTRACT));
        factors.get(1).assign(theta.get(EXPAND));
    }

    @Override
    public void backprop(
            Map<String, INDArray> theta,
            List<INDArray> factorGradients,
            Map<String, INDArray> gradients) {
        gradients.get(CONTRACT).assign(factorGradients.get(0));
        gradients.get(EXPAND).assign(factorGradients.get(1));
    }
}
