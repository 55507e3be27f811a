/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.OutputOptions;
import io.github.vernier.arbiter.spaces.options.PopArtOptions;
import io.github.vernier.layers.popart.AbstractPopArtOutputLayer;
import io.github.vernier.layers.popart.PopArtMode;
import java.util.Map;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Space of a Pop-Art head. The mode normalized SGD gives way to a loss that is not squared,
 * rescaled updater state to normalized SGD, and a missing bias to preserved outputs.
 *
 * @param <L> the head
 */
public abstract class PopArtHeadSpace<L extends AbstractPopArtOutputLayer>
        extends BuilderLayerSpace<L> {

    /** For JSON. */
    protected PopArtHeadSpace() {}

    /**
     * Takes a builder's options.
     *
     * @param builder the builder
     */
    protected PopArtHeadSpace(BuilderLayerSpace.Builder<?> builder) {
        super(builder);
    }

    @Override
    protected void reconcile(Map<String, Object> options) {
        super.reconcile(options);
        Object loss = options.get("lossFunction");
        boolean squared = loss == null || loss instanceof LossMSE || loss instanceof LossL2;
        if (!squared) {
            options.remove("mode", PopArtMode.NORMALIZED_SGD);
        }
        boolean popArt = options.get("mode") != PopArtMode.NORMALIZED_SGD;
        if (!popArt) {
            options.remove("rescaleUpdaterState", true);
        }
        if (popArt && !Boolean.FALSE.equals(options.get("preserveOutputs"))) {
            options.remove("hasBias", false);
        }
    }

    /**
     * What builders of spaces of heads share.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    public abstract static class Builder<T extends Builder<T>> extends BuilderLayerSpace.Builder<T>
            implements PopArtOptions<T>, OutputOptions<T> {

        /** Starts with every option at the layer's default. */
        protected Builder() {}
    }
}
