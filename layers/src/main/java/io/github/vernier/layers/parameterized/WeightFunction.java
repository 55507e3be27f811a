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
     * Tells the moment in training, before {@link #weight}, for functions with a schedule.
     *
     * @param iteration iterations done, from 0
     * @param epoch epochs done, from 0
     * @return whether a tensor built for inference before is out of date because of it
     */
    default boolean at(int iteration, int epoch) {
        return false;
    }

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

    /**
     * The bias that is added, for functions that make something of it; after {@link #weight}.
     *
     * @param bias the layer's bias, {@code [nOut]}; not to be changed
     * @return what is added: the bias itself, or another array of its shape
     */
    default INDArray bias(INDArray bias) {
        return bias;
    }

    /**
     * Maps the gradient of what {@link #bias} returned back to the layer's bias, in place; before
     * {@link #backprop}.
     *
     * @param bias the layer's bias
     * @param biasGradient the gradient summed over the minibatch; becomes dL/dbias
     */
    default void backpropBias(INDArray bias, INDArray biasGradient) {}
}
