/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link WeightParameterization} bound to one layer: θ → W and dL/dW → dL/dθ. */
public interface WeightFunction {

    /**
     * Builds the weight tensor.
     *
     * @param theta the parameters by name (after weight noise, if the layer has any); not to be
     *     changed
     * @param buffer {@code [nOut, nIn / groups, kH, kW]}, C order, kept by the layer; its contents
     *     are those of the last call (zero before the first)
     * @param training whether the tensor is for a training step
     * @return W: the buffer, or another array of that shape in C order, such as one of θ itself
     */
    INDArray weight(Map<String, INDArray> theta, INDArray buffer, boolean training);

    /**
     * Maps the gradient back to the parameters.
     *
     * @param theta the parameters that the weight was built from
     * @param weight the tensor that {@link #weight} returned in the same iteration
     * @param weightGradient dL/dW, same shape, summed over the minibatch; may be overwritten
     * @param gradients where dL/dθ goes, by name: every array must be assigned, none replaced
     */
    void backprop(
            Map<String, INDArray> theta,
            INDArray weight,
            INDArray weightGradient,
            Map<String, INDArray> gradients);
}
