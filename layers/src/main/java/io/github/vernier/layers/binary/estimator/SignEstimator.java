/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * A quantizer and the gradient that is used in place of its derivative, which is zero almost
 * everywhere: a straight-through estimator.
 *
 * <p>Implementations are configuration: immutable, with {@code equals} and {@code hashCode}
 * (records), readable by DL4J's JSON mapper.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class")
public interface SignEstimator extends Serializable {

    /**
     * Quantizes, element by element.
     *
     * @param x latent values, any shape, FLOAT or DOUBLE
     * @param out where the result goes, of the same shape and type; may be {@code x} itself
     * @param training whether in training: stochastic estimators are deterministic otherwise
     * @return {@code out}
     */
    INDArray sign(INDArray x, INDArray out, boolean training);

    /**
     * Multiplies a gradient by the estimator's derivative at {@code x}, in place.
     *
     * @param x what {@link #sign} was given, unchanged
     * @param gradient dL/d(sign(x)), of the same shape and type; becomes dL/dx
     * @return {@code gradient}
     */
    INDArray backprop(INDArray x, INDArray gradient);

    /**
     * The estimator of a moment in training, for estimators with a schedule.
     *
     * @param iteration iterations done, from 0
     * @param epoch epochs done, from 0
     * @return the estimator to use now; this one unless there is a schedule
     */
    default SignEstimator at(int iteration, int epoch) {
        return this;
    }
}
