/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.cost.CostAware;
import io.github.vernier.layers.cost.CountingRule;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Fully connected layer whose weight matrix is a function of other parameters.
 *
 * <p>y = act(f(x) · W(θ)ᵀ + b). To the {@link WeightParameterization} it is a 1×1 convolution: W is
 * {@code [nOut, nIn, 1, 1]}.
 *
 * <p>Shapes: {@code [minibatch, nIn] -> [minibatch, nOut]}. Parameters, in the order of the
 * parameter vector: {@code b [nOut]} if there is a bias, then those of the parameterization.
 */
public class ParameterizedDense extends FeedForwardLayer implements CostAware {

    private static final long serialVersionUID = 1;

    private static final ParamInitializer INITIALIZER =
            new PointwiseParamInitializer(
                    layer -> {
                        ParameterizedDense dense = (ParameterizedDense) layer;
                        return dense.parameterization == null ? null : dense.convolution();
                    });

    /** How W is made. */
    @JsonProperty protected WeightParameterization parameterization;

    /** What is done to the input first; null for nothing. */
    @JsonProperty protected InputTransform inputTransform;

    @JsonProperty private boolean hasBias = true;

    /** For JSON. */
    protected ParameterizedDense() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected ParameterizedDense(AbstractBuilder<?> builder) {
        super(builder);
        this.parameterization = builder.parameterization();
        this.inputTransform = builder.inputTransform();
        this.hasBias = builder.hasBias;
        initializeConstraints(builder);
    }

    /**
     * How W is made.
     *
     * @return the parameterization
     */
    public WeightParameterization getParameterization() {
        return parameterization;
    }

    /**
     * What is done to the input first.
     *
     * @return the transform, or null if the input is taken as it is
     */
    public InputTransform getInputTransform() {
        return inputTransform;
    }

    /**
     * Whether there is a bias.
     *
     * @return whether there is
     */
    public boolean hasBias() {
        return hasBias;
    }

    /**
     * Shape of the weight tensor, known once nIn is.
     *
     * @return {@code [nOut, nIn, 1, 1]}
     */
    public WeightShape weightShape() {
        return new WeightShape(nOut, nIn, 1, 1);
    }

    /** The 1×1 convolution that this is. */
    ParameterizedConvolution2D convolution() {
        ParameterizedConvolution2D part =
                new ParameterizedConvolution2D.Builder(parameterization, 1, 1)
                        .inputTransform(inputTransform)
                        .nIn(nIn)
                        .nOut(nOut)
                        .hasBias(hasBias)
                        .build();
        part.setLayerName(layerName);
        part.setWeightInitFn(weightInitFn);
        part.setBiasInit(biasInit);
        return part;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        super.setNIn(inputType, override);
        parameterization.parameters(weightShape());
        if (inputTransform != null) {
            inputTransform.validate(nIn);
        }
    }

    @Override
    public ParamInitializer initializer() {
        return INITIALIZER;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        LayerValidation.assertNInNOutSet(
                getClass().getSimpleName(), getLayerName(), layerIndex, getNIn(), getNOut());
        ParameterizedDenseLayer layer = new ParameterizedDenseLayer(conf, networkDataType);
        layer.setListeners(trainingListeners);
        layer.setIndex(layerIndex);
        layer.setParamsViewArray(layerParamsView);
        layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        layer.setConf(conf);
        return layer;
    }

    /** As the dense layer that is computed: weights and biases. */
    @Override
    public long multAdds(InputType input, CountingRule rule) {
        return nOut * nIn + (hasBias ? nOut : 0);
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        InputType outputType = getOutputType(-1, inputType);
        long parameters = initializer().numParams(this);
        long weights = weightShape().length();
        Map<CacheMode, Long> variable = new EnumMap<>(CacheMode.class);
        Map<CacheMode, Long> fixed = new EnumMap<>(CacheMode.class);
        Map<CacheMode, Long> cached = new EnumMap<>(CacheMode.class);
        for (CacheMode mode : CacheMode.values()) {
            // Pre-activations once more; the input too where it is transformed or dropped out.
            boolean copied = inputTransform != null || getIDropout() != null;
            variable.put(mode, nOut + (copied ? nIn : 0));
            fixed.put(mode, 2 * weights);
            cached.put(mode, 0L);
        }
        return new LayerMemoryReport.Builder(layerName, getClass(), inputType, outputType)
                .standardMemory(parameters, getIUpdater().stateSize(parameters))
                .workingMemory(weights, inputTransform == null ? 0 : nIn, fixed, variable)
                .cacheMemory(cached, cached)
                .build();
    }

    @Override
    public ParameterizedDense clone() {
        return (ParameterizedDense) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof ParameterizedDense that
                && hasBias == that.hasBias
                && Objects.equals(parameterization, that.parameterization)
                && Objects.equals(inputTransform, that.inputTransform);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof ParameterizedDense;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), parameterization, inputTransform, hasBias);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName()
                + "(name="
                + getLayerName()
                + ", nIn="
                + nIn
                + ", nOut="
                + nOut
                + ", parameterization="
                + parameterization
                + ")";
    }

    /** Builder of a dense layer with any parameterization. */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractBuilder<Builder> {

        private final WeightParameterization parameterization;
        private InputTransform inputTransform;

        /**
         * Starts a dense layer.
         *
         * @param parameterization how W is made from θ
         */
        public Builder(WeightParameterization parameterization) {
            this.parameterization =
                    Objects.requireNonNull(parameterization, "parameterization must be given");
        }

        /**
         * Does something to the input first (default: nothing).
         *
         * @param inputTransform what, or null
         * @return this builder
         */
        public Builder inputTransform(InputTransform inputTransform) {
            this.inputTransform = inputTransform;
            return this;
        }

        @Override
        protected WeightParameterization parameterization() {
            return parameterization;
        }

        @Override
        protected InputTransform inputTransform() {
            return inputTransform;
        }

        @Override
        public ParameterizedDense build() {
            return new ParameterizedDense(this);
        }
    }

    /**
     * What builders of parameterized dense layers share.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    public abstract static class AbstractBuilder<T extends AbstractBuilder<T>>
            extends FeedForwardLayer.Builder<T> {

        private boolean hasBias = true;

        /** Starts a dense layer. */
        protected AbstractBuilder() {}

        /**
         * How W is made; asked once, when all options are set.
         *
         * @return the parameterization
         */
        protected abstract WeightParameterization parameterization();

        /**
         * What is done to the input first; asked once, when all options are set.
         *
         * @return the transform; null, for nothing, unless a builder says otherwise
         */
        protected InputTransform inputTransform() {
            return null;
        }

        /**
         * Sets whether there is a bias (default: yes).
         *
         * @param hasBias whether there is
         * @return this builder
         */
        @SuppressWarnings("unchecked")
        public T hasBias(boolean hasBias) {
            this.hasBias = hasBias;
            return (T) this;
        }
    }
}
