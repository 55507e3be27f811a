/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.conditional;

import io.github.vernier.arbiter.spaces.value.NestedSpaces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * One of several layers at one place of a network, such as hashed, ACDC or binary.
 *
 * <pre>{@code
 * new ChoiceLayerSpace.Builder()
 *     .branch("hashed", new HashedConvolution2DSpace.Builder()...build())
 *     .branch("binary", new BinaryConvolution2DSpace.Builder()...build())
 *     .build()
 * }</pre>
 *
 * <p>See {@link ChoiceSpace} for which parameters count.
 */
public final class ChoiceLayerSpace extends LayerSpace<Layer> implements Conditional {

    private ChoiceSpace<Layer> layers;

    private ChoiceLayerSpace() {}

    private ChoiceLayerSpace(Map<String, LayerSpace<? extends Layer>> branches) {
        this.layers = new ChoiceSpace<>(branches);
        this.numParameters = NestedSpaces.count(layers);
    }

    @Override
    public Layer getValue(double[] values) {
        return layers.getValue(values);
    }

    @Override
    public List<ParameterSpace<?>> active(double[] values) {
        return layers.active(values);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Map<String, ParameterSpace> getNestedSpaces() {
        return layers.getNestedSpaces();
    }

    @Override
    public String toString() {
        return NestedSpaces.describe(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChoiceLayerSpace that && layers.equals(that.layers);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof ChoiceLayerSpace;
    }

    @Override
    public int hashCode() {
        return Objects.hash(layers);
    }

    /** Builder of the choice. */
    public static final class Builder {

        private final Map<String, LayerSpace<? extends Layer>> branches = new LinkedHashMap<>();

        /** Starts without a branch. */
        public Builder() {}

        /**
         * Adds a branch.
         *
         * @param name its name
         * @param space the layer's space
         * @return this builder
         * @throws IllegalArgumentException if there is one of that name
         */
        public Builder branch(String name, LayerSpace<? extends Layer> space) {
            if (branches.putIfAbsent(name, space) != null) {
                throw new IllegalArgumentException("There are two branches named " + name);
            }
            return this;
        }

        /**
         * The choice.
         *
         * @return the space
         * @throws IllegalArgumentException if there is no branch
         */
        public ChoiceLayerSpace build() {
            return new ChoiceLayerSpace(branches);
        }
    }
}
