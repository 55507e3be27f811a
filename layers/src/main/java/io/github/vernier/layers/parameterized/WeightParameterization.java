/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.cost.CountingRule;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * How a convolution's weight tensor is made from other parameters: W = f(θ).
 *
 * <p>An implementation is configuration. It must be immutable, have {@code equals} and {@code
 * hashCode}, and be readable by DL4J's JSON mapper (fields, and a constructor without arguments,
 * which may be private).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class")
public interface WeightParameterization extends Serializable {

    /**
     * The parameters θ, in the order in which they stand in the network's parameter vector.
     *
     * @param shape the weight tensor's shape; with {@code nIn} 0 while the number of input channels
     *     is unknown, and then only the names matter
     * @return names and shapes
     * @throws IllegalArgumentException if there is no such θ for this shape
     */
    List<WeightParameter> parameters(WeightShape shape);

    /**
     * Fills one parameter of a new layer.
     *
     * <p>The default applies the layer's own scheme with the fan-in and fan-out of the full tensor,
     * which is right where every weight is a copy of some parameter: W then has the variance it has
     * in the stock layer.
     *
     * @param parameter which
     * @param scheme the layer's weight initialisation
     * @param fanIn {@code nIn * kH * kW} of the weight tensor
     * @param fanOut {@code nOut * kH * kW / stride} of the weight tensor
     * @param view where the values go, a vector of {@link WeightParameter#length()}
     */
    default void initialize(
            WeightParameter parameter,
            IWeightInit scheme,
            double fanIn,
            double fanOut,
            INDArray view) {
        scheme.init(fanIn, fanOut, parameter.shape(), 'c', view);
    }

    /**
     * Fills all parameters of a new layer.
     *
     * <p>The default fills one after the other; to be overridden where they depend on each other.
     *
     * @param shape the weight tensor's shape
     * @param scheme the layer's weight initialisation
     * @param fanIn {@code nIn * kH * kW} of the weight tensor
     * @param fanOut {@code nOut * kH * kW / stride} of the weight tensor
     * @param theta where the values go, by name, each in its shape and C order
     */
    default void initialize(
            WeightShape shape,
            IWeightInit scheme,
            double fanIn,
            double fanOut,
            Map<String, INDArray> theta) {
        for (WeightParameter parameter : parameters(shape)) {
            INDArray view = theta.get(parameter.name());
            initialize(parameter, scheme, fanIn, fanOut, view.reshape(view.length()));
        }
    }

    /**
     * Whether θ stands for more weights than it has, so that it may be regularized less than an
     * ordinary weight; see {@link CompressedRegularization}.
     *
     * @return true unless overridden
     */
    default boolean compresses() {
        return true;
    }

    /**
     * Multiply-adds for one output position.
     *
     * @param shape the weight tensor's shape
     * @param rule what counts
     * @return one for each weight of the tensor unless overridden
     */
    default long multAdds(WeightShape shape, CountingRule rule) {
        return shape.length();
    }

    /**
     * The function for one layer; it may hold working memory.
     *
     * @param shape the weight tensor's shape
     * @param type data type of θ and W
     * @return the bound function, used by one thread at a time
     */
    WeightFunction bind(WeightShape shape, DataType type);
}
