/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.ConvolutionOptions;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/**
 * Space of a convolution: the kernel is needed, and padding gives way to convolution mode Same.
 *
 * @param <L> the layer
 */
public abstract class Conv2DLayerSpace<L extends ConvolutionLayer> extends BuilderLayerSpace<L> {

    /** For JSON. */
    protected Conv2DLayerSpace() {}

    /**
     * Takes a builder's options.
     *
     * @param builder the builder
     */
    protected Conv2DLayerSpace(Builder<?> builder) {
        super(builder);
    }

    @Override
    protected List<String> required() {
        return List.of("kernelSize");
    }

    @Override
    protected void reconcile(Map<String, Object> options) {
        super.reconcile(options);
        if (options.get("convolutionMode") == ConvolutionMode.Same) {
            options.remove("padding");
        }
    }

    /**
     * What builders of spaces of convolutions share.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    public abstract static class Builder<T extends Builder<T>> extends BuilderLayerSpace.Builder<T>
            implements ConvolutionOptions<T> {

        /** Starts with every option at the layer's default. */
        protected Builder() {}
    }
}
