/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.cost.CostAware;
import io.github.vernier.layers.cost.CountingRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A depthwise convolution followed by a 1×1 convolution, each with a weight that may be a function
 * of other parameters, as one layer.
 *
 * <p>y = act(conv1x1(depthwise(x, D(θ_d)) [+ b_d], P(θ_p)) + b). The depthwise part carries kernel,
 * stride, padding and dilation; nothing stands between the two. With a 1×1 kernel there is no
 * depthwise part and the 1×1 convolution carries stride, padding and dilation.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']}, or NHWC. Parameters, in
 * the order of the parameter vector: {@code dB [nIn]} if asked for, the depthwise parameters with
 * prefix {@code d} ({@code dW [nIn, 1, kH, kW]} for a dense one), {@code b [nOut]} if there is a
 * bias, the pointwise parameters with prefix {@code p} ({@code pW [nOut, nIn, 1, 1]} for a dense
 * one).
 */
public class ParameterizedSeparableConvolution2D extends ConvolutionLayer implements CostAware {

    private static final long serialVersionUID = 1;

    /** How the depthwise weight {@code [nIn, 1, kH, kW]} is made. */
    @JsonProperty protected WeightParameterization depthwise;

    /** How the pointwise weight {@code [nOut, nIn, 1, 1]} is made. */
    @JsonProperty protected WeightParameterization pointwise;

    /** What is done to the layer's input first; null for nothing. */
    @JsonProperty protected InputTransform depthwiseInput;

    /** What is done to the map between the two convolutions; null for nothing. */
    @JsonProperty protected InputTransform pointwiseInput;

    /** Whether the depthwise convolution has a bias of its own. */
    @JsonProperty protected boolean depthwiseBias;

    /** For JSON. */
    protected ParameterizedSeparableConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected ParameterizedSeparableConvolution2D(AbstractBuilder<?> builder) {
        super(builder);
        this.cnn2dDataFormat = builder.dataFormat();
        this.depthwiseBias = builder.depthwiseBias;
    }

    private ParameterizedSeparableConvolution2D(Builder builder) {
        this((AbstractBuilder<?>) builder);
        this.depthwise = builder.depthwise;
        this.pointwise = builder.pointwise;
        initializeConstraints(builder);
    }

    /**
     * How the depthwise weight is made.
     *
     * @return the parameterization of {@code [nIn, 1, kH, kW]}
     */
    public WeightParameterization getDepthwise() {
        return depthwise;
    }

    /**
     * How the pointwise weight is made.
     *
     * @return the parameterization of {@code [nOut, nIn, 1, 1]}
     */
    public WeightParameterization getPointwise() {
        return pointwise;
    }

    /**
     * What is done to the layer's input first.
     *
     * @return the transform, or null if the input is taken as it is
     */
    public InputTransform getDepthwiseInput() {
        return depthwiseInput;
    }

    /**
     * What is done to the map between the two convolutions.
     *
     * @return the transform, or null if the map is taken as it is
     */
    public InputTransform getPointwiseInput() {
        return pointwiseInput;
    }

    /**
     * Whether the kernel is 1×1, so that there is no depthwise part.
     *
     * @return whether the layer is a single 1×1 convolution
     */
    @JsonIgnore
    public boolean isPointwiseOnly() {
        return kernelSize[0] == 1 && kernelSize[1] == 1;
    }

    /** One of the two convolutions, and the prefix of its parameters' names. */
    record Part(String prefix, ParameterizedConvolution2D convolution) {

        /** The name in this layer of a parameter of the part; the last bias is this layer's. */
        String rename(String key) {
            return prefix.equals(POINTWISE) && key.equals("b")
                    ? key
                    : prefix + Character.toUpperCase(key.charAt(0)) + key.substring(1);
        }
    }

    static final String DEPTHWISE = "d";
    static final String POINTWISE = "p";

    /** The convolutions in the order in which they run; empty while nothing is known. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>(2);
        if (kernelSize == null || getPointwise() == null) {
            return parts;
        }
        if (isPointwiseOnly()) {
            parts.add(new Part(POINTWISE, carryingKernel(getPointwise(), 1, nOut, hasBias)));
            parts.get(0).convolution().setActivationFn(activationFn);
        } else {
            int channels = Math.toIntExact(nIn);
            parts.add(
                    new Part(
                            DEPTHWISE,
                            carryingKernel(getDepthwise(), channels, nIn, depthwiseBias)));
            ParameterizedConvolution2D last =
                    inherit(
                            new ParameterizedConvolution2D.Builder(getPointwise(), 1, 1)
                                    .inputTransform(getPointwiseInput())
                                    .nIn(nIn)
                                    .nOut(nOut)
                                    .hasBias(hasBias)
                                    .convolutionMode(ConvolutionMode.Truncate)
                                    .dataFormat(cnn2dDataFormat)
                                    .build());
            last.setActivationFn(activationFn);
            parts.add(new Part(POINTWISE, last));
        }
        return parts;
    }

    private ParameterizedConvolution2D carryingKernel(
            WeightParameterization weight, int groups, long out, boolean bias) {
        return inherit(
                new ParameterizedConvolution2D.Builder(weight, kernelSize)
                        .inputTransform(getDepthwiseInput())
                        .groups(Math.max(1, groups))
                        .stride(stride)
                        .padding(padding)
                        .dilation(dilation)
                        .convolutionMode(convolutionMode)
                        .dataFormat(cnn2dDataFormat)
                        .nIn(nIn)
                        .nOut(out)
                        .hasBias(bias)
                        .build());
    }

    private ParameterizedConvolution2D inherit(ParameterizedConvolution2D part) {
        part.setLayerName(layerName);
        part.setActivationFn(new ActivationIdentity());
        part.setWeightInitFn(weightInitFn);
        part.setBiasInit(biasInit);
        part.setWeightNoise(weightNoise);
        part.setCudnnAllowFallback(cudnnAllowFallback);
        return part;
    }

    /**
     * Fills a bias of a new layer.
     *
     * @param fanIn number of weights that an output of that convolution sums over
     * @param bias the bias, a vector
     */
    protected void initializeBias(long fanIn, INDArray bias) {
        bias.assign(getBiasInit());
    }

    @Override
    public ParameterizedSeparableConvolution2D clone() {
        return (ParameterizedSeparableConvolution2D) super.clone();
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        super.setNIn(inputType, override);
        if (getDepthwiseInput() != null) {
            getDepthwiseInput().validate(inputType.arrayElementsPerExample());
        }
    }

    @Override
    public ParamInitializer initializer() {
        return SeparableParamInitializer.INSTANCE;
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
        Map<String, INDArray> table = initializer().init(conf, layerParamsView, initializeParams);
        SeparableLayer layer =
                new SeparableLayer(conf, networkDataType, layerIndex, layerParamsView);
        layer.setListeners(trainingListeners);
        layer.setParamTable(table);
        return layer;
    }

    @Override
    public long multAdds(InputType input, CountingRule rule) {
        long sum = 0;
        InputType entering = input;
        for (Part part : parts()) {
            sum += part.convolution().multAdds(entering, rule);
            entering = part.convolution().getOutputType(-1, entering);
        }
        return sum;
    }

    /** The stock estimate, with the map between the two convolutions and the weights added. */
    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        LayerMemoryReport report = super.getMemoryReport(inputType);
        InputType.InputTypeConvolutional out =
                (InputType.InputTypeConvolutional) getOutputType(-1, inputType);
        long between = isPointwiseOnly() ? 0 : nIn * out.getHeight() * out.getWidth();
        long weights =
                parts().stream().mapToLong(p -> p.convolution().weightShape().length()).sum();
        report.setLayerType(getClass());
        report.setWorkingMemoryFixedInference(report.getWorkingMemoryFixedInference() + weights);
        report.setWorkingMemoryVariableInference(
                report.getWorkingMemoryVariableInference() + between);
        report.setWorkingMemoryFixedTrain(plus(report.getWorkingMemoryFixedTrain(), 2 * weights));
        report.setWorkingMemoryVariableTrain(
                plus(report.getWorkingMemoryVariableTrain(), 2 * between));
        return report;
    }

    private static Map<CacheMode, Long> plus(Map<CacheMode, Long> byMode, long more) {
        Map<CacheMode, Long> sums = new EnumMap<>(CacheMode.class);
        byMode.forEach((mode, size) -> sums.put(mode, size + more));
        return sums;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof ParameterizedSeparableConvolution2D that
                && depthwiseBias == that.depthwiseBias
                && Objects.equals(depthwiseInput, that.depthwiseInput)
                && Objects.equals(pointwiseInput, that.pointwiseInput)
                && Objects.equals(depthwise, that.depthwise)
                && Objects.equals(pointwise, that.pointwise);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof ParameterizedSeparableConvolution2D;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                super.hashCode(),
                depthwise,
                pointwise,
                depthwiseInput,
                pointwiseInput,
                depthwiseBias);
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
                + ")";
    }

    /** Builder of a separable convolution with any parameterizations. */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractBuilder<Builder> {

        private final WeightParameterization depthwise;
        private final WeightParameterization pointwise;

        /**
         * Starts a separable convolution.
         *
         * @param depthwise how the depthwise weight is made
         * @param pointwise how the pointwise weight is made
         * @param kernelSize kernel height and width of the depthwise convolution
         */
        public Builder(
                WeightParameterization depthwise,
                WeightParameterization pointwise,
                int... kernelSize) {
            super(kernelSize);
            this.depthwise = Objects.requireNonNull(depthwise, "depthwise must be given");
            this.pointwise = Objects.requireNonNull(pointwise, "pointwise must be given");
        }

        @Override
        public ParameterizedSeparableConvolution2D build() {
            validate();
            return new ParameterizedSeparableConvolution2D(this);
        }
    }

    /**
     * What builders of separable convolutions share.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    public abstract static class AbstractBuilder<T extends AbstractBuilder<T>>
            extends Conv2DBuilder<T> {

        private boolean depthwiseBias;

        /**
         * Starts a separable convolution.
         *
         * @param kernelSize kernel height and width of the depthwise convolution
         */
        protected AbstractBuilder(int... kernelSize) {
            super(kernelSize);
        }

        /**
         * Gives the depthwise convolution a bias of its own (default: none).
         *
         * @param depthwiseBias whether it has one
         * @return this builder
         */
        @SuppressWarnings("unchecked")
        public T depthwiseBias(boolean depthwiseBias) {
            this.depthwiseBias = depthwiseBias;
            return (T) this;
        }
    }
}
