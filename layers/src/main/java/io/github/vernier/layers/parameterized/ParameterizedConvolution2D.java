/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.cost.CostAware;
import io.github.vernier.layers.cost.CountingRule;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * 2-D convolution whose weight tensor is a function of other parameters.
 *
 * <p>y = conv(x, W(θ)) + b, with every option of the stock {@link ConvolutionLayer}.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']} (NCHW) or {@code
 * [minibatch, h, w, nIn] -> [minibatch, h', w', nOut]} (NHWC). Parameters, in the order of the
 * parameter vector: {@code b [nOut]} if there is a bias, then those of the {@link
 * WeightParameterization}; {@code float} or {@code double} as the network. Weight initialisation
 * uses the fan-in and fan-out of the full tensor. No state besides the parameters.
 */
public class ParameterizedConvolution2D extends ConvolutionLayer
        implements CostAware, CompressedLayer {

    private static final long serialVersionUID = 1;

    /** How W is made. */
    protected WeightParameterization parameterization;

    /** What is done to the input first; null for nothing. */
    @JsonProperty protected InputTransform inputTransform;

    /** Number of channel groups; 1 for an ordinary convolution, nIn for a depthwise one. */
    protected int groups = 1;

    /** Whether the output channels of the groups are interleaved. */
    @JsonProperty private boolean channelShuffle;

    private CompressedRegularization compressedRegularization = CompressedRegularization.NONE;

    /** For JSON. */
    protected ParameterizedConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected ParameterizedConvolution2D(AbstractBuilder<?> builder) {
        super(builder);
        this.parameterization = builder.parameterization();
        this.inputTransform = builder.inputTransform();
        this.groups = builder.groups;
        this.channelShuffle = builder.channelShuffle;
        this.compressedRegularization = builder.compressedRegularization();
        this.cnn2dDataFormat = builder.dataFormat();
        // The stock constructor did this before there was a parameterization to name parameters.
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
     * Number of channel groups.
     *
     * @return 1 for an ordinary convolution, the number of input channels for a depthwise one
     */
    public int getGroups() {
        return groups;
    }

    /**
     * Shape of the weight tensor, known once nIn is.
     *
     * @return {@code [nOut, nIn / groups, kH, kW]}
     */
    public WeightShape weightShape() {
        return new WeightShape(nOut, nIn / groups, kernelSize[0], kernelSize[1]);
    }

    /**
     * Whether the output channels of the groups are interleaved, as ShuffleNet's channel shuffle
     * leaves them.
     *
     * @return whether output i of group j is channel {@code i * groups + j}, not {@code j * nOut /
     *     groups + i}
     */
    public boolean isChannelShuffle() {
        return channelShuffle;
    }

    /** Whether every input channel has its own kernels and meets no other. */
    @JsonIgnore
    boolean isDepthwise() {
        return groups > 1 && groups == nIn && !channelShuffle;
    }

    /** The tensors that are convolved with, one after the other. */
    List<WeightShape> applied() {
        boolean pointwise = groups == 1 && kernelSize[0] == 1 && kernelSize[1] == 1;
        return pointwise && parameterization instanceof FactoredWeight factored
                ? FactoredWeight.applied(factored, weightShape())
                : List.of(weightShape());
    }

    private boolean isFactored() {
        return applied().size() > 1;
    }

    /** What builds {@link #applied()}, in one array of shape {@link #builtShape()}. */
    WeightFunction bind(DataType type) {
        return isFactored()
                ? new PackedFactors((FactoredWeight) parameterization, applied())
                : parameterization.bind(weightShape(), type);
    }

    long[] builtShape() {
        return isFactored()
                ? new long[] {PackedFactors.length(applied())}
                : weightShape().toArray();
    }

    @Override
    public Set<String> compressedParameters() {
        Set<String> keys = new LinkedHashSet<>();
        if (parameterization != null && parameterization.compresses()) {
            weightParameters().forEach(p -> keys.add(p.name()));
        }
        return keys;
    }

    @Override
    public CompressedRegularization getCompressedRegularization() {
        return compressedRegularization;
    }

    @Override
    public void setCompressedRegularization(CompressedRegularization regularization) {
        this.compressedRegularization = regularization;
    }

    @Override
    public List<Regularization> getRegularizationByParam(String paramName) {
        return compressedRegularization.of(
                super.getRegularizationByParam(paramName), this, paramName);
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        super.setNIn(inputType, override);
        if (inputTransform != null) {
            inputTransform.validate(inputType.arrayElementsPerExample());
        }
    }

    /** θ of this layer; empty while nothing is known, as in the stock constructor. */
    List<WeightParameter> weightParameters() {
        if (parameterization == null) {
            return List.of();
        }
        try {
            return parameterization.parameters(checkedShape());
        } catch (IllegalArgumentException e) {
            // A parameterization does not know whose it is.
            throw new IllegalArgumentException(
                    "Layer \"" + getLayerName() + "\": " + e.getMessage(), e);
        }
    }

    private WeightShape checkedShape() {
        if (nIn < 0 || nOut < 0) {
            throw new IllegalArgumentException(
                    "nIn and nOut must be at least 1, but are " + nIn + " and " + nOut);
        }
        return weightShape();
    }

    @Override
    public ParameterizedConvolution2D clone() {
        return (ParameterizedConvolution2D) super.clone();
    }

    @Override
    public ParamInitializer initializer() {
        return ParameterizedParamInitializer.INSTANCE;
    }

    /**
     * Fills the bias of a new layer.
     *
     * @param bias the bias, {@code [nOut]}
     */
    protected void initializeBias(INDArray bias) {
        bias.assign(getBiasInit());
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        validate(layerIndex);
        org.deeplearning4j.nn.layers.convolution.ConvolutionLayer layer =
                implementation(conf, networkDataType);
        layer.setListeners(trainingListeners);
        layer.setIndex(layerIndex);
        layer.setParamsViewArray(layerParamsView);
        layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        layer.setConf(conf);
        return layer;
    }

    /** The layer that does the work. */
    org.deeplearning4j.nn.layers.convolution.ConvolutionLayer implementation(
            NeuralNetConfiguration conf, DataType type) {
        if (isDepthwise()) {
            return new ParameterizedDepthwiseLayer(conf, type);
        }
        return groups > 1 || isFactored()
                ? new DirectConvolutionLayer(conf, type)
                : new ParameterizedConvolutionLayer(conf, type);
    }

    private void validate(int layerIndex) {
        LayerValidation.assertNInNOutSet(
                getClass().getSimpleName(), getLayerName(), layerIndex, getNIn(), getNOut());
        if (nIn % groups != 0 || nOut % groups != 0) {
            throw new IllegalArgumentException(
                    "Layer \""
                            + getLayerName()
                            + "\" (index "
                            + layerIndex
                            + "): groups must divide nIn and nOut; got groups="
                            + groups
                            + ", nIn="
                            + nIn
                            + ", nOut="
                            + nOut);
        }
    }

    /**
     * As it is computed: for each output position what the parameterization says, {@code nOut *
     * fanIn} products for a weight that is built.
     */
    @Override
    public long multAdds(InputType input, CountingRule rule) {
        InputType.InputTypeConvolutional out =
                (InputType.InputTypeConvolutional) getOutputType(-1, input);
        long positions = out.getHeight() * out.getWidth();
        return parameterization.multAdds(weightShape(), rule) * positions
                + (hasBias ? rule.convolutionBias(nOut * positions) : 0);
    }

    /** The stock estimate, with the weight tensor and, for training, its gradient added. */
    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        LayerMemoryReport report = super.getMemoryReport(inputType);
        long dense = PackedFactors.length(applied());
        report.setLayerType(getClass());
        report.setWorkingMemoryFixedInference(report.getWorkingMemoryFixedInference() + dense);
        Map<CacheMode, Long> train = new EnumMap<>(CacheMode.class);
        report.getWorkingMemoryFixedTrain()
                .forEach((mode, fixed) -> train.put(mode, fixed + 2 * dense));
        report.setWorkingMemoryFixedTrain(train);
        return report;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof ParameterizedConvolution2D that
                && groups == that.groups
                && channelShuffle == that.channelShuffle
                && Objects.equals(compressedRegularization, that.compressedRegularization)
                && Objects.equals(inputTransform, that.inputTransform)
                && Objects.equals(parameterization, that.parameterization);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof ParameterizedConvolution2D;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                super.hashCode(), parameterization, inputTransform, groups, channelShuffle);
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
                + ", kernel="
                + kernelSize[0]
                + "x"
                + kernelSize[1]
                + ", parameterization="
                + parameterization
                + ")";
    }

    /** Builder of a convolution with any parameterization. */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractBuilder<Builder> {

        private final WeightParameterization parameterization;
        private InputTransform inputTransform;

        /**
         * Starts a convolution.
         *
         * @param parameterization how W is made from θ
         * @param kernelSize kernel height and width
         */
        public Builder(WeightParameterization parameterization, int... kernelSize) {
            super(kernelSize);
            this.parameterization =
                    Objects.requireNonNull(parameterization, "parameterization must be given");
        }

        @Override
        protected WeightParameterization parameterization() {
            return parameterization;
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
        protected InputTransform inputTransform() {
            return inputTransform;
        }

        @Override
        public ParameterizedConvolution2D build() {
            validate();
            return new ParameterizedConvolution2D(this);
        }
    }

    /**
     * What builders of parameterized convolutions share: every setter of the stock builder, and the
     * number of groups.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    public abstract static class AbstractBuilder<T extends AbstractBuilder<T>>
            extends Conv2DBuilder<T> {

        private int groups = 1;
        private boolean channelShuffle;

        /**
         * Starts a convolution.
         *
         * @param kernelSize kernel height and width
         */
        protected AbstractBuilder(int... kernelSize) {
            super(kernelSize);
        }

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
         * Splits the channels into groups that do not see each other.
         *
         * @param groups a divisor of nIn and nOut; nIn for a depthwise convolution
         * @return this builder
         */
        @SuppressWarnings("unchecked")
        public T groups(int groups) {
            if (groups < 1) {
                throw new IllegalArgumentException("groups must be at least 1, but got " + groups);
            }
            this.groups = groups;
            return (T) this;
        }

        /**
         * Interleaves the output channels of the groups, as ShuffleNet does (default: not).
         *
         * @param channelShuffle whether output i of group j is channel {@code i * groups + j}
         * @return this builder
         */
        @SuppressWarnings("unchecked")
        public T channelShuffle(boolean channelShuffle) {
            this.channelShuffle = channelShuffle;
            return (T) this;
        }
    }
}
