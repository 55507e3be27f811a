/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/**
 * Space of a hashed convolution: one size is needed, and signed gives way to referenceCompatible,
 * since the published code has no sign hash.
 *
 * @param <L> the layer
 */
public abstract class HashedLayerSpace<L extends ConvolutionLayer> extends Conv2DLayerSpace<L> {

    /** For JSON. */
    protected HashedLayerSpace() {}

    /**
     * Takes a builder's options.
     *
     * @param builder the builder
     */
    protected HashedLayerSpace(Conv2DLayerSpace.Builder<?> builder) {
        super(builder);
    }

    @Override
    protected List<String> alternatives() {
        return List.of("ratio", "buckets", "decimate");
    }

    @Override
    protected void reconcile(Map<String, Object> options) {
        super.reconcile(options);
        if (Boolean.TRUE.equals(options.get("referenceCompatible"))) {
            options.remove("signed");
        }
    }
}
