/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.Arrays;
import org.deeplearning4j.nn.params.DefaultParamInitializer;

/**
 * One of the parameters θ that a weight tensor is made from.
 *
 * @param name key in the layer's parameter table; letters and digits, not {@code b}
 * @param shape shape of the parameter, C order
 * @param regularized whether l1, l2, weight decay and weight constraints apply to it; if not it is
 *     treated as DL4J treats biases
 */
public record WeightParameter(String name, long[] shape, boolean regularized) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is not made of letters and digits (DL4J splits
     *     keys at the underscore) or is the bias's
     */
    public WeightParameter {
        if (!name.matches("[A-Za-z][A-Za-z0-9]*")
                || name.equals(DefaultParamInitializer.BIAS_KEY)) {
            throw new IllegalArgumentException(
                    "Parameter name must be letters and digits and not \"b\", which is the bias; got \""
                            + name
                            + "\"");
        }
        shape = shape.clone();
    }

    /**
     * A parameter that l1, l2, weight decay and weight constraints apply to.
     *
     * @param name key in the parameter table
     * @param shape its shape
     * @return the parameter
     */
    public static WeightParameter regularized(String name, long... shape) {
        return new WeightParameter(name, shape, true);
    }

    /**
     * A parameter that is not regularised.
     *
     * @param name key in the parameter table
     * @param shape its shape
     * @return the parameter
     */
    public static WeightParameter unregularized(String name, long... shape) {
        return new WeightParameter(name, shape, false);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /**
     * Number of values.
     *
     * @return the product of the shape
     */
    public long length() {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightParameter that
                && name.equals(that.name)
                && regularized == that.regularized
                && Arrays.equals(shape, that.shape);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
