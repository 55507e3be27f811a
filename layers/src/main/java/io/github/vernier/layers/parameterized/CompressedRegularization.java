/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.io.Serializable;
import java.util.List;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * By how much compressed parameters are regularized less than others: coefficient · factor.
 *
 * <p>A parameter that many weights are made from would otherwise be decayed as if it were each of
 * them. Applies to whatever regularization the layer has (l1, l2, weight decay), with its schedule.
 *
 * @param factor what the coefficients are multiplied by, at least 0; 1 changes nothing
 * @param bias whether the layer's bias is one of the compressed parameters
 */
public record CompressedRegularization(
        @JsonProperty("factor") double factor, @JsonProperty("bias") boolean bias)
        implements Serializable {

    /** All parameters alike. */
    public static final CompressedRegularization NONE = new CompressedRegularization(1, false);

    /**
     * Checks the factor.
     *
     * @throws IllegalArgumentException if it is negative or not a number
     */
    public CompressedRegularization {
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException(
                    "The regularization factor of compressed parameters must be 0 or more, but is "
                            + factor);
        }
    }

    /** What applies to a parameter, given what the layer says. */
    List<Regularization> of(List<Regularization> stock, CompressedLayer layer, String parameter) {
        if (factor == 1 || stock == null || !covers(layer, parameter)) {
            return stock;
        }
        return stock.stream()
                .<Regularization>map(each -> new ScaledRegularization(each, factor))
                .toList();
    }

    private boolean covers(CompressedLayer layer, String parameter) {
        return parameter.equals(DefaultParamInitializer.BIAS_KEY)
                ? bias
                : layer.compressedParameters().contains(parameter);
    }
}
