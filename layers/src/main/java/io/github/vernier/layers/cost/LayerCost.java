/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import java.util.Map;
import java.util.OptionalLong;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * What one layer or graph vertex costs.
 *
 * @param name the layer's name; {@code layer<index>} for a nameless one, as DL4J itself names them
 * @param type simple class name of the layer or vertex; inside a frozen one, of what is frozen
 * @param output shape of its activations for one example
 * @param parameters trainable parameters, frozen or not
 * @param statistics stored numbers that no gradient moves, such as batch normalization's running
 *     mean and variance
 * @param bits bits the trainable parameters need for inference
 * @param multAdds multiply-adds under each rule, whole numbers but where a layer's cost has a
 *     logarithm in it; a rule that is missing does not know
 */
public record LayerCost(
        String name,
        String type,
        InputType output,
        long parameters,
        long statistics,
        long bits,
        Map<CountingRule, Double> multAdds) {

    /** Copies the map. */
    public LayerCost {
        multAdds = Map.copyOf(multAdds);
    }

    /**
     * Multiply-adds of one forward pass of one example, rounded down; empty if the rule does not
     * know this layer.
     *
     * @param rule what counts
     */
    public OptionalLong multAdds(CountingRule rule) {
        Double known = multAdds.get(rule);
        return known == null ? OptionalLong.empty() : OptionalLong.of((long) (double) known);
    }
}
