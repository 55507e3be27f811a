/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.parameterized.FactoredWeight;
import io.github.vernier.layers.parameterized.WeightParameter;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A 1×1 weight of rank r whose two factors are one matrix: {@code y = FᵀF [x; x; ...]}.
 *
 * <p>Parameter: {@code factor [r, nOut, 1, 1]}. The input is repeated {@code nOut / nIn} times,
 * which is the same as adding up F's sections: {@code W = Fᵀ Σ_m F[:, m·nIn … (m+1)·nIn]}. That is
 * how it is computed, so that a position costs {@code r·(nIn + nOut)} products and not the {@code 2
 * r·nOut} of the published code. Source: BayesWatch/deficient-efficient models/blocks.py {@code
 * LowRank}.
 *
 * @param rank r
 */
public record TiedLowRankWeight(@JsonProperty("rank") Rank rank) implements FactoredWeight {

    /** Key of the parameter. */
    public static final String FACTOR = "factor";

    private int rank(WeightShape shape) {
        if (shape.nIn() > 0 && shape.nOut() % shape.nIn() != 0) {
            throw new IllegalArgumentException(
                    "tied low rank: nIn must divide nOut; got nIn="
                            + shape.nIn()
                            + ", nOut="
                            + shape.nOut());
        }
        return rank.of(shape.nIn(), shape.nOut());
    }

    @Override
    public List<WeightShape> factors(WeightShape shape) {
        int r = rank(shape);
        return List.of(
                new WeightShape(r, shape.nIn(), 1, 1), new WeightShape(shape.nOut(), r, 1, 1));
    }

    @Override
    public List<WeightParameter> parameters(WeightShape shape) {
        return List.of(WeightParameter.regularized(FACTOR, rank(shape), shape.nOut(), 1, 1));
    }

    /** Published: both applications of the factor to the repeated input. */
    @Override
    public long multAdds(WeightShape shape, CountingRule rule) {
        return rule.products(
                2 * rank(shape) * shape.nOut(), FactoredWeight.super.multAdds(shape, rule));
    }

    @Override
    public void initialize(
            WeightShape shape,
            IWeightInit scheme,
            double fanIn,
            double fanOut,
            Map<String, INDArray> theta) {
        INDArray factor = theta.get(FACTOR);
        scheme.init(
                factor.size(1),
                factor.size(0),
                factor.shape(),
                'c',
                factor.reshape(factor.length()));
    }

    @Override
    public void build(Map<String, INDArray> theta, List<INDArray> factors) {
        INDArray factor = theta.get(FACTOR);
        INDArray first = factors.get(0);
        first.assign(sections(factor, first).sum(1).reshape(first.shape()));
        factors.get(1).assign(factor.permute(1, 0, 2, 3));
    }

    @Override
    public void backprop(
            Map<String, INDArray> theta,
            List<INDArray> factorGradients,
            Map<String, INDArray> gradients) {
        INDArray gradient = gradients.get(FACTOR);
        INDArray first = factorGradients.get(0);
        INDArray asExpand = factorGradients.get(1).permute(1, 0, 2, 3).dup('c');
        INDArray asContract = first.reshape('c', new long[] {first.size(0), 1, first.size(1)});
        gradient.assign(sections(asExpand, first).add(asContract).reshape(gradient.shape()));
    }

    /** F as {@code [r, nOut / nIn, nIn]}. */
    private static INDArray sections(INDArray factor, INDArray first) {
        return factor.reshape(
                'c', new long[] {factor.size(0), factor.size(1) / first.size(1), first.size(1)});
    }
}
