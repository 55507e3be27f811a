/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.OptionBuilder;
import io.github.vernier.arbiter.spaces.options.OptionSpaces;
import io.github.vernier.arbiter.spaces.value.DropoutProbabilitySpace;
import io.github.vernier.arbiter.spaces.value.NestedSpaces;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.deeplearning4j.arbiter.layers.FeedForwardLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.nd4j.linalg.activations.Activation;

/**
 * Space of a layer that has a builder: the builder's options by name, each fixed or searched,
 * beside those that Arbiter knows.
 *
 * <p>A subclass says how the layer's builder is started, and its own builder which groups of
 * options there are. Whether values are valid is asked of the layer's builder itself.
 *
 * @param <L> the layer
 */
public abstract class BuilderLayerSpace<L extends FeedForwardLayer>
        extends FeedForwardLayerSpace<L> {

    private OptionSpaces options;

    /** For JSON. */
    protected BuilderLayerSpace() {}

    /**
     * Takes a builder's options.
     *
     * @param builder the builder
     */
    protected BuilderLayerSpace(Builder<?> builder) {
        super(builder);
        InheritedOptions.simplify(this);
        this.options = builder.options.copy();
        this.numParameters = NestedSpaces.count(this);
    }

    /**
     * Starts the layer's builder.
     *
     * @param options the chosen values by name; those that the start needs are to be removed, all
     *     others are set afterwards
     * @return the builder
     */
    protected abstract FeedForwardLayer.Builder<?> start(Map<String, Object> options);

    /**
     * Names of options that must be given.
     *
     * @return none, unless the space says otherwise
     */
    protected List<String> required() {
        return List.of();
    }

    /**
     * Names of options of which exactly one must be given.
     *
     * @return none, unless the space says otherwise
     */
    protected List<String> alternatives() {
        return List.of();
    }

    /**
     * Removes what gives way to another option's value.
     *
     * @param options the chosen values by name
     */
    protected void reconcile(Map<String, Object> options) {}

    @Override
    public L getValue(double[] values) {
        Map<String, Object> chosen = options.getValue(values);
        reconcile(chosen);
        FeedForwardLayer.Builder<?> layer = start(chosen);
        setLayerOptionsBuilder(layer, values);
        OptionSpaces.apply(chosen, layer);
        return layer.build();
    }

    /**
     * Without coordinates: only the options of the layer's own, and only to see if they are valid.
     */
    private void attempt(Map<String, Object> tried) {
        Map<String, Object> chosen = new LinkedHashMap<>(tried);
        reconcile(chosen);
        FeedForwardLayer.Builder<?> layer = start(chosen);
        OptionSpaces.apply(chosen, layer);
        layer.build();
    }

    private void validate() {
        for (String name : required()) {
            if (!options.names().contains(name)) {
                throw new IllegalArgumentException(name + " must be given");
            }
        }
        List<String> given = new ArrayList<>(new TreeSet<>(alternatives()));
        given.removeIf(name -> !options.names().contains(name));
        if (given.size() != 1 && !alternatives().isEmpty()) {
            throw new IllegalArgumentException(
                    "Exactly one of "
                            + new TreeSet<>(alternatives())
                            + " must be given, but got "
                            + given);
        }
        Map<String, Object> fixed = new LinkedHashMap<>(options.fixed());
        Map<String, Object> kept = new LinkedHashMap<>(fixed);
        reconcile(kept);
        fixed.entrySet().removeIf(option -> option.getValue().equals(kept.get(option.getKey())));
        if (!fixed.isEmpty()) {
            throw new IllegalArgumentException(
                    fixed.keySet() + " would be ignored beside other fixed options: " + this);
        }
        options.tryAll(this::attempt);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Map<String, ParameterSpace> getNestedSpaces() {
        Map<String, ParameterSpace> nested = super.getNestedSpaces();
        nested.remove("options");
        if (options != null) {
            nested.putAll(options.getNestedSpaces());
        }
        return nested;
    }

    @Override
    public String toString() {
        return NestedSpaces.describe(this);
    }

    @Override
    protected String toString(String delimiter) {
        return toString();
    }

    @Override
    public boolean equals(Object other) {
        return other != null
                && getClass() == other.getClass()
                && NestedSpaces.comparable(this)
                        .equals(NestedSpaces.comparable((BuilderLayerSpace<?>) other));
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof BuilderLayerSpace;
    }

    @Override
    public int hashCode() {
        return Objects.hash(getClass(), NestedSpaces.comparable(this));
    }

    /**
     * What builders of such spaces share.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    @SuppressWarnings("unchecked")
    public abstract static class Builder<T extends Builder<T>>
            extends FeedForwardLayerSpace.Builder<T> implements OptionBuilder<T> {

        private final OptionSpaces options = new OptionSpaces();

        /** Starts with every option at the layer's default. */
        protected Builder() {}

        @Override
        public <V> T option(String name, Class<V> type, ParameterSpace<V> space) {
            options.put(name, type, space);
            return (T) this;
        }

        @Override
        public T dropOut(ParameterSpace<Double> keep) {
            return iDropOut(new DropoutProbabilitySpace(keep));
        }

        @Override
        public T activation(ParameterSpace<Activation> activation) {
            return super.activation(PlainValue.ifSingle(activation));
        }

        /**
         * Fixes the weight decay.
         *
         * @param weightDecay share of a weight that is taken away, times the learning rate
         * @return this builder
         */
        public T weightDecay(double weightDecay) {
            return option("weightDecay", Double.class, weightDecay);
        }

        /**
         * Searches the weight decay, applied after the updater as in AdamW; Arbiter has only l2.
         *
         * @param weightDecay share of a weight that is taken away, times the learning rate
         * @return this builder
         */
        public T weightDecay(ParameterSpace<Double> weightDecay) {
            return option("weightDecay", Double.class, weightDecay);
        }

        /**
         * Fixes the noise on the weights.
         *
         * @param noise the noise
         * @return this builder
         */
        public T weightNoise(IWeightNoise noise) {
            return weightNoise(new PlainValue<>(noise));
        }

        /**
         * Searches the noise on the weights, for which Arbiter has a field but no setter.
         *
         * @param noise the noise
         * @return this builder
         */
        public T weightNoise(ParameterSpace<IWeightNoise> noise) {
            this.weightNoise = noise;
            return (T) this;
        }

        /**
         * Checks all that can be known before the search: a space that throws in a whole region
         * would make Arbiter's runner spin for ever.
         *
         * @param space the space
         * @param <S> its type
         * @return the same
         * @throws IllegalArgumentException if an option is missing or a value out of range, or two
         *     fixed options exclude each other
         */
        protected static <S extends BuilderLayerSpace<?>> S checked(S space) {
            ((BuilderLayerSpace<?>) space).validate();
            return space;
        }
    }
}
