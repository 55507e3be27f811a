/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * A layer as it is, of which nothing is searched.
 *
 * <p>Arbiter's {@code FixedLayerSpace} cannot be read from JSON, and its grid takes it for a
 * parameter; this one stands in JSON as DL4J writes layers, and is none.
 */
public final class GivenLayerSpace extends LayerSpace<Layer> {

    private String layer;

    private GivenLayerSpace() {}

    /**
     * Takes a layer.
     *
     * @param layer the layer, complete but for what the network tells it
     */
    public GivenLayerSpace(Layer layer) {
        try {
            this.layer = NeuralNetConfiguration.mapper().writeValueAsString(layer);
        } catch (IOException e) {
            throw new UncheckedIOException("Layer " + layer + " has no JSON form", e);
        }
    }

    @Override
    public Layer getValue(double[] values) {
        try {
            return NeuralNetConfiguration.mapper().readValue(layer, Layer.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Not the JSON of a layer: " + layer, e);
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List<ParameterSpace> collectLeaves() {
        return List.of();
    }

    @Override
    public String toString() {
        return "GivenLayerSpace(" + getValue(new double[0]).getClass().getSimpleName() + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GivenLayerSpace that && layer.equals(that.layer);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof GivenLayerSpace;
    }

    @Override
    public int hashCode() {
        return layer.hashCode();
    }
}
