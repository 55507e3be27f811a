/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.xnor;

/** Where the mean is subtracted from latent weights and where they are clamped. */
public enum Centering {

    /** In the forward pass, on a copy: the latent weights stay what the updater made of them. */
    IN_FORWARD,

    /**
     * On the latent weights themselves, as published: in a new layer, and after every update by
     * {@link MeanCentreClamp}, which the layer must have as a constraint of its weights.
     *
     * <p>The published code does it before every forward pass instead, evaluation included, so that
     * evaluating changes the network (XNOR-Net-PyTorch issue 72); this does not.
     */
    PERSISTENT
}
