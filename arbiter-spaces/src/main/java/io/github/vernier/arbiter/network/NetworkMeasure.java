/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.network;

import io.github.vernier.arbiter.execution.Measure;
import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.NetworkCost;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** What a network costs, as a further goal of a search; see {@link NetworkCost}. */
public final class NetworkMeasure {

    private NetworkMeasure() {}

    /**
     * Number of trainable parameters.
     *
     * @param input shapes of the inputs
     */
    public static Measure<Object> parameters(InputType... input) {
        return configuration -> cost(configuration, input).parameters();
    }

    /**
     * Bits that the parameters need.
     *
     * @param input shapes of the inputs
     */
    public static Measure<Object> bits(InputType... input) {
        return configuration -> cost(configuration, input).bits();
    }

    /**
     * Multiply-adds of one example.
     *
     * @param rule how they are counted
     * @param input shapes of the inputs
     */
    public static Measure<Object> multAdds(CountingRule rule, InputType... input) {
        return configuration -> {
            NetworkCost cost = cost(configuration, input);
            return cost.multAdds(rule)
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "Mult-adds are unknown of layers "
                                                    + cost.unknown(rule)));
        };
    }

    private static NetworkCost cost(Object configuration, InputType... input) {
        if (configuration instanceof DL4JConfiguration layers) {
            return NetworkCost.of(layers.getMultiLayerConfiguration(), input);
        }
        if (configuration instanceof GraphConfiguration vertices) {
            return NetworkCost.of(vertices.getConfiguration(), input);
        }
        throw new IllegalArgumentException(
                "A candidate must be a network's configuration, but is "
                        + configuration.getClass().getName());
    }
}
