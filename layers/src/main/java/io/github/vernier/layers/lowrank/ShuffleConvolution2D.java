/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.parameterized.ConvolutionChain2D;
import io.github.vernier.layers.parameterized.DenseWeight;
import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * ShuffleNet's block without its nonlinearities and shortcut, as one layer: grouped 1×1 convolution
 * to {@code nOut / 4} channels, channel shuffle, depthwise convolution, grouped 1×1 convolution.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']}, or NHWC. Parameters, with
 * m = nOut / 4 rounded down: {@code cW [m, nIn / g, 1, 1]}, {@code dW [m, 1, kH, kW]}, {@code b
 * [nOut]} if there is a bias, {@code eW [nOut, m / g, 1, 1]}. The depthwise convolution carries
 * stride, padding and dilation, also with a 1×1 kernel, as published. For each output position g
 * saves its factor of the products too: each group is convolved by itself.
 *
 * <p>Source: Zhang et al. 2017 (arXiv 1707.01083); BayesWatch/deficient-efficient models/blocks.py
 * {@code LinearShuffleNet}; {@link Builder#groupsAtMost} is {@code Shuffle_g}.
 */
public class ShuffleConvolution2D extends ConvolutionChain2D {

    private static final long serialVersionUID = 1;
    private static final int BOTTLENECK = 4;

    @JsonProperty private int groupsAsked;
    @JsonProperty private boolean fewerIfNeeded;

    /** For JSON. */
    protected ShuffleConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected ShuffleConvolution2D(Builder builder) {
        super(builder);
        this.groupsAsked = builder.groups;
        this.fewerIfNeeded = builder.fewerIfNeeded;
        initializeConstraints(builder);
        validateShape();
    }

    /**
     * Channels between the 1×1 convolutions.
     *
     * @param nOut output channels
     * @return a quarter, rounded down
     */
    public static long bottleneck(long nOut) {
        return nOut / BOTTLENECK;
    }

    /**
     * Whether that many groups divide input, output and the channels in between.
     *
     * @param groups number of groups
     * @param nIn input channels
     * @param nOut output channels
     * @return whether there is such a layer
     */
    public static boolean divides(int groups, long nIn, long nOut) {
        return nIn % groups == 0 && nOut % groups == 0 && bottleneck(nOut) % groups == 0;
    }

    /**
     * Number of groups, known once nIn is.
     *
     * @return the number asked for, or the next smaller one that divides
     */
    @JsonIgnore
    public int getGroups() {
        int groups = groupsAsked;
        while (fewerIfNeeded && !divides(groups, nIn, nOut)) {
            groups--;
        }
        return groups;
    }

    @Override
    protected List<Part> parts() {
        if (kernelSize == null || groupsAsked == 0) {
            return List.of();
        }
        long middle = bottleneck(nOut);
        int groups = getGroups();
        if (nIn > 0 && nOut > 0 && (middle == 0 || !divides(groups, nIn, nOut))) {
            throw new IllegalArgumentException(
                    "Layer \""
                            + getLayerName()
                            + "\": groups must divide nIn, nOut and nOut / 4, which must be at least 1; got groups="
                            + groups
                            + ", nIn="
                            + nIn
                            + ", nOut="
                            + nOut);
        }
        return List.of(
                Part.inner(
                        "c",
                        inherit(
                                pointwise(groups, nIn, middle)
                                        .channelShuffle(true)
                                        .hasBias(false)
                                        .build())),
                Part.inner(
                        "d",
                        carryingKernel(new DenseWeight(), null, middle, middle, middle, false)),
                Part.last(
                        "e",
                        inherit(
                                pointwise(groups, middle, nOut).hasBias(hasBias).build(),
                                activationFn)));
    }

    private ParameterizedConvolution2D.Builder pointwise(int groups, long in, long out) {
        return new ParameterizedConvolution2D.Builder(new DenseWeight(), 1, 1)
                .groups(groups)
                .nIn(in)
                .nOut(out)
                .convolutionMode(ConvolutionMode.Truncate);
    }

    /** All weights, the depthwise one included, as published. */
    @Override
    public Set<String> compressedParameters() {
        return Set.copyOf(initializer().weightKeys(this));
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        super.setNIn(inputType, override);
        validateShape();
    }

    @Override
    public ShuffleConvolution2D clone() {
        return (ShuffleConvolution2D) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof ShuffleConvolution2D that
                && groupsAsked == that.groupsAsked
                && fewerIfNeeded == that.fewerIfNeeded;
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof ShuffleConvolution2D;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), groupsAsked, fewerIfNeeded);
    }

    /** Builder; {@link #groups} or {@link #groupsAtMost} is needed. */
    @SuppressWarnings("unchecked")
    public static class Builder extends Conv2DBuilder<Builder> {

        private int groups;
        private boolean fewerIfNeeded;

        /**
         * Starts a layer.
         *
         * @param kernelSize kernel height and width of the depthwise convolution
         */
        public Builder(int... kernelSize) {
            super(kernelSize);
        }

        private Builder groups(int groups, boolean fewerIfNeeded) {
            if (groups < 1) {
                throw new IllegalArgumentException("groups must be at least 1, but got " + groups);
            }
            this.groups = groups;
            this.fewerIfNeeded = fewerIfNeeded;
            return this;
        }

        /**
         * Sets the number of groups of both 1×1 convolutions.
         *
         * @param groups a divisor of nIn, nOut and nOut / 4
         * @return this builder
         */
        public Builder groups(int groups) {
            return groups(groups, false);
        }

        /**
         * Sets the number of groups to the largest that divides nIn, nOut and nOut / 4 and is not
         * above a number, as published.
         *
         * @param groups at least 1
         * @return this builder
         */
        public Builder groupsAtMost(int groups) {
            return groups(groups, true);
        }

        @Override
        public ShuffleConvolution2D build() {
            validate();
            if (groups == 0) {
                throw new IllegalArgumentException(
                        "Shuffle convolution: groups or groupsAtMost must be given");
            }
            return new ShuffleConvolution2D(this);
        }
    }
}
