/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.vertex.BaseWrapperVertex;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Stands for a vertex during one backward pass and adds the attention gradient. */
final class TappedVertex extends BaseWrapperVertex {

    private static final long serialVersionUID = 1L;

    private final transient AttentionTap tap;

    TappedVertex(GraphVertex underlying, AttentionTap tap) {
        super(underlying);
        this.tap = tap;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        // Not in place: other vertices may hold the same array as their epsilon.
        underlying.setEpsilon(tap.addTo(underlying.getEpsilon(), workspaceMgr));
        return underlying.doBackward(tbptt, workspaceMgr);
    }
}
