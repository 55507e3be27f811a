/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/** What every fully connected layer, {@code [N, nIn] -> [N, nOut]}, must do inside stock DL4J. */
public abstract class FeedForwardContract extends LayerContract {

    private static final int INPUTS = 4;
    private static final int OUTPUTS = 5;

    /**
     * A builder of the layer under test, all else at its default.
     *
     * @return a new builder
     */
    protected abstract FeedForwardLayer.Builder<?> builder();

    /**
     * A builder of the layer's smooth variant, for a layer whose gradient is not the derivative.
     *
     * @return by default the builder of the layer itself
     */
    protected FeedForwardLayer.Builder<?> differentiableBuilder() {
        return builder();
    }

    /**
     * The layer by itself with an activation function.
     *
     * @param builder a new builder
     * @param activation the activation function
     * @return the layer's settings
     */
    protected final LayerCase with(FeedForwardLayer.Builder<?> builder, Activation activation) {
        Layer layer = builder.nOut(OUTPUTS).activation(activation).build();
        return new LayerCase(activation.name(), layer, inputType());
    }

    private static Stream<Activation> activations() {
        return Stream.of(Activation.TANH, Activation.IDENTITY, Activation.RELU, Activation.SIGMOID);
    }

    @Override
    protected Layer layer() {
        return with(builder(), Activation.TANH).layer();
    }

    @Override
    protected InputType inputType() {
        return InputType.feedForward(INPUTS);
    }

    /** All activation functions; override to add the layer's own options. */
    @Override
    protected List<LayerCase> options() {
        return activations().map(a -> with(builder(), a)).toList();
    }

    @Override
    protected List<LayerCase> differentiableOptions() {
        return activations().map(a -> with(differentiableBuilder(), a)).toList();
    }

    @Test
    void theBuildersConstraintsActOnTheLayersOwnParameters() {
        requires(Check.CONSTRAINTS);
        FeedForwardLayer.Builder<?> builder = builder();
        builder.constrainWeights(new MaxNormConstraint(0.01, 0));
        assertConstrained(
                network(with(builder, Activation.TANH), settings(DataType.DOUBLE, new Adam(0.1))));
    }
}
