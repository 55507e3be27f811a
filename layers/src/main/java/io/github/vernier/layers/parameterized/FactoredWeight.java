/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.cost.CountingRule;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A weight that is a product of matrices, {@code W = F_n ··· F_1}, each a function of θ.
 *
 * <p>A 1×1 convolution with such a weight applies the factors one after the other, each as a 1×1
 * convolution, where that takes fewer products than W has entries; otherwise it builds W. Both
 * compute the same function of the same parameters.
 */
public interface FactoredWeight extends WeightParameterization {

    /**
     * Shapes of the factors in the order in which they are applied: the first takes {@code nIn}
     * channels, each other one what its predecessor gives, the last gives {@code nOut}.
     *
     * @param shape the weight tensor's shape, 1×1
     * @return {@code [out, in, 1, 1]} of each
     */
    List<WeightShape> factors(WeightShape shape);

    /**
     * θ → factors.
     *
     * @param theta the parameters by name; not to be changed
     * @param factors where the factors go, C order, every one to be assigned
     */
    void build(Map<String, INDArray> theta, List<INDArray> factors);

    /**
     * dL/dF → dL/dθ.
     *
     * @param theta the parameters that the factors were built from
     * @param factorGradients dL/dF for each factor; may be overwritten
     * @param gradients where dL/dθ goes, by name: every array must be assigned
     */
    void backprop(
            Map<String, INDArray> theta,
            List<INDArray> factorGradients,
            Map<String, INDArray> gradients);

    @Override
    default WeightFunction bind(WeightShape shape, DataType type) {
        return new ProductOfFactors(this, shape, type);
    }

    /** Published: all factors. Computed: what {@link #applied} says. */
    @Override
    default long multAdds(WeightShape shape, CountingRule rule) {
        return rule.products(
                PackedFactors.length(factors(shape)), PackedFactors.length(applied(this, shape)));
    }

    /**
     * The matrices that a 1×1 convolution applies: the factors, or W if the factors together have
     * as many entries or more.
     *
     * @param weight the parameterization
     * @param shape the weight tensor's shape
     * @return shapes in the order in which they are applied
     */
    static List<WeightShape> applied(FactoredWeight weight, WeightShape shape) {
        List<WeightShape> factors = weight.factors(shape);
        return PackedFactors.length(factors) < shape.length() ? factors : List.of(shape);
    }
}
