/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.io.Serializable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * What a layer does to its input before it multiplies it by its weight: y = f(x) · W(θ) + b.
 *
 * <p>The counterpart of {@link WeightParameterization}, and configuration like it: immutable, with
 * {@code equals} and {@code hashCode}, readable by DL4J's JSON mapper. Dropout comes before it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class")
public interface InputTransform extends Serializable {

    /**
     * The function for one layer; it may hold working memory.
     *
     * @param type data type of the activations
     * @return the bound function, used by one thread at a time
     */
    InputFunction bind(DataType type);

    /**
     * What the transformed map is padded with where the convolution pads.
     *
     * @return 0, as any convolution, unless the transform says otherwise
     */
    default double padValue() {
        return 0;
    }

    /**
     * Checks that examples of a size can be transformed.
     *
     * @param valuesPerExample number of values of one example, at least 1
     * @throws IllegalArgumentException if they cannot
     */
    default void validate(long valuesPerExample) {}
}
