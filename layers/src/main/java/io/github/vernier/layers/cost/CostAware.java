/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * A layer configuration that knows what it costs; implemented by layers whose cost does not follow
 * from being one of DL4J's own.
 *
 * <p>{@link NetworkCost} asks stock layers by their class and every other layer by this interface.
 * A layer that is neither is reported with unknown mult-adds.
 */
public interface CostAware {

    /**
     * Multiply-adds of one forward pass of one example, without the layer's own activation function
     * (which {@link NetworkCost} adds for all layers alike).
     *
     * @param input shape of the activations entering the layer, after its preprocessor
     * @param rule what counts; use its methods for biases, additions and so on
     * @return multiply-adds, at least 0
     */
    long multAdds(InputType input, CountingRule rule);

    /**
     * The same before rounding, for layers whose cost has a logarithm in it: a network's is the sum
     * of these, rounded down.
     *
     * @param input shape of the activations entering the layer
     * @param rule what counts
     * @return multiply-adds; those of {@link #multAdds} unless the layer says otherwise
     */
    default double exactMultAdds(InputType input, CountingRule rule) {
        return multAdds(input, rule);
    }

    /**
     * Parameters of the layer's initializer that no gradient moves: running statistics and the
     * like. They are stored, but are not part of a network's parameter count.
     */
    default long statistics() {
        return 0;
    }

    /**
     * Bits the trainable parameters need for inference.
     *
     * @param trainableParameters the layer's trainable parameters
     * @return bits; 32 for each parameter unless the layer says otherwise
     */
    default long parameterBits(long trainableParameters) {
        return Float.SIZE * trainableParameters;
    }
}
