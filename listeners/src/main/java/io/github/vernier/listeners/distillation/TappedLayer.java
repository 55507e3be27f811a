/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Stands for a layer during one backward pass and adds the attention gradient. */
final class TappedLayer extends BaseWrapperLayer {

    private static final long serialVersionUID = 1L;

    private final transient AttentionTap tap;

    TappedLayer(Layer underlying, AttentionTap tap) {
        super(underlying);
        this.tap = tap;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        return underlying.backpropGradient(tap.addTo(epsilon, workspaceMgr), workspaceMgr);
    }
}
