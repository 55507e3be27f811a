/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import java.util.Objects;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Binary convolution in which every input channel has its own filters and meets no other.
 *
 * <p>As {@link BinaryConvolution2D} with {@code groups = nIn} and {@code nOut = nIn ·
 * depthMultiplier}, both set when the number of input channels is known. The fan-in is {@code kH ·
 * kW}. Parameters: {@code b [nOut]}, {@code W [nOut, 1, kH, kW]}, {@code alpha [nOut]}.
 */
public class BinaryDepthwiseConvolution2D extends BinaryConvolution2D {

    private static final long serialVersionUID = 1;

    @JsonProperty private int depthMultiplier = 1;

    /** For JSON. */
    protected BinaryDepthwiseConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected BinaryDepthwiseConvolution2D(Builder builder) {
        super(builder);
        this.depthMultiplier = builder.depthMultiplier;
        if (nIn > 0) {
            channelsAreKnown();
        }
    }

    /**
     * Number of output channels for each input channel.
     *
     * @return at least 1
     */
    public int getDepthMultiplier() {
        return depthMultiplier;
    }

    @Override
    protected void channelsAreKnown() {
        groups = Math.toIntExact(nIn);
        nOut = nIn * depthMultiplier;
        super.channelsAreKnown();
    }

    @Override
    public BinaryDepthwiseConvolution2D clone() {
        return (BinaryDepthwiseConvolution2D) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof BinaryDepthwiseConvolution2D that
                && depthMultiplier == that.depthMultiplier;
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof BinaryDepthwiseConvolution2D;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), depthMultiplier);
    }

    /** Builder; every option has the published default. */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractBinaryBuilder<Builder> {

        private int depthMultiplier = 1;

        /**
         * Starts a binary depthwise convolution.
         *
         * @param kernelSize kernel height and width
         */
        public Builder(int... kernelSize) {
            super(kernelSize);
        }

        /**
         * Sets the number of output channels for each input channel (default: 1).
         *
         * @param depthMultiplier at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder depthMultiplier(int depthMultiplier) {
            if (depthMultiplier < 1) {
                throw new IllegalArgumentException(
                        "depthMultiplier must be at least 1, but is " + depthMultiplier);
            }
            this.depthMultiplier = depthMultiplier;
            return this;
        }

        @Override
        public BinaryDepthwiseConvolution2D build() {
            validate();
            return new BinaryDepthwiseConvolution2D(this);
        }
    }
}
