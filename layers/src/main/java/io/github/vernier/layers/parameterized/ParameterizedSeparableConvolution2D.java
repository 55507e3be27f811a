/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
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
public class ParameterizedSeparableConvolution2D extends ConvolutionChain2D {

    private static final long serialVersionUID = 1;

    private static final String DEPTHWISE = "d";
    private static final String POINTWISE = "p";

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
        this.depthwiseBias = builder.depthwiseBias;
    }

    /**
     * Takes a builder's settings and both parameterizations.
     *
     * @param builder the builder
     * @param depthwise how the depthwise weight is made
     * @param pointwise how the pointwise weight is made
     */
    protected ParameterizedSeparableConvolution2D(
            AbstractBuilder<?> builder,
            WeightParameterization depthwise,
            WeightParameterization pointwise) {
        this(builder);
        this.depthwise = depthwise;
        this.pointwise = pointwise;
        initializeConstraints(builder);
        validateShape();
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

    @Override
    protected List<Part> parts() {
        if (kernelSize == null || getPointwise() == null) {
            return List.of();
        }
        if (isPointwiseOnly()) {
            return List.of(
                    Part.last(
                            POINTWISE,
                            inherit(
                                    carryingKernel(
                                            getPointwise(),
                                            getDepthwiseInput(),
                                            1,
                                            nIn,
                                            nOut,
                                            hasBias),
                                    activationFn)));
        }
        ParameterizedConvolution2D last =
                new ParameterizedConvolution2D.Builder(getPointwise(), 1, 1)
                        .inputTransform(getPointwiseInput())
                        .nIn(nIn)
                        .nOut(nOut)
                        .hasBias(hasBias)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .build();
        return List.of(
                Part.inner(
                        DEPTHWISE,
                        carryingKernel(
                                getDepthwise(), getDepthwiseInput(), nIn, nIn, nIn, depthwiseBias)),
                Part.last(POINTWISE, inherit(last, activationFn)));
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        super.setNIn(inputType, override);
        if (getDepthwiseInput() != null) {
            getDepthwiseInput().validate(inputType.arrayElementsPerExample());
        }
    }

    @Override
    public ParameterizedSeparableConvolution2D clone() {
        return (ParameterizedSeparableConvolution2D) super.clone();
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
            return new ParameterizedSeparableConvolution2D(this, depthwise, pointwise);
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
