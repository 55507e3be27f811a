/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A family of compact layers that can stand in for a plain 2-D convolution.
 *
 * <p>One implementation is all a new family needs to take part in a {@link Substitution}.
 */
public interface Substitute {

    /**
     * A layer of this family for a convolution.
     *
     * <p>Its kind, size and hash are this method's business. Everything a stock convolution can be
     * told (channels, kernel, stride, padding, bias, name, activation, regularization, updaters,
     * dropout, constraints, ...) is set by the caller afterwards, from the original.
     *
     * @param original the convolution to be replaced; not to be changed
     * @param ratio from 0, the smallest layer there is, to 1, the largest; the number of parameters
     *     must not decrease with it
     * @param seed seed of whatever differs from layer to layer
     */
    ConvolutionLayer replace(ConvolutionLayer original, double ratio, long seed);

    /**
     * Whether the ratio changes anything. If not, a budget decides how many convolutions are
     * replaced instead of how small each replacement is.
     *
     * @return true unless the family says otherwise
     */
    default boolean isScalable() {
        return true;
    }

    /**
     * Sets the parameters so that the layer computes nearly what the trained one did.
     *
     * @param replacement the layer made by {@link #replace}, with its settings
     * @param weight the trained weight, {@code [nOut, nIn, kH, kW]}; not to be changed
     * @param parameters the new layer's parameters by name; set in place. The bias is set already.
     * @return relative residual {@code |W - W'| / |W|} (Frobenius norms) of the weight W' that the
     *     layer now applies; 0 if W is zero
     */
    double initialize(
            ConvolutionLayer replacement, INDArray weight, Map<String, INDArray> parameters);
}
