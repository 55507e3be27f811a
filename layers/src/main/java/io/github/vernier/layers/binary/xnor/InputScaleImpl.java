/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.xnor;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs an {@link InputScaleVertex}. */
@SuppressWarnings("overrides") // stock declares the method with and without an ellipsis
final class InputScaleImpl extends BaseGraphVertex {

    private static final long serialVersionUID = 1;

    private final InputScaleVertex conf;

    InputScaleImpl(
            ComputationGraph graph,
            String name,
            int vertexIndex,
            InputScaleVertex conf,
            DataType dataType) {
        super(graph, name, vertexIndex, null, null, dataType);
        this.conf = conf;
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public Layer getLayer() {
        return null;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        if (!canDoForward()) {
            throw new IllegalStateException("Vertex \"" + vertexName + "\": inputs are not set");
        }
        INDArray y = inputs[0];
        INDArray k = conf.scale().of(inputs[1], y);
        return workspaceMgr.leverageTo(ArrayType.ACTIVATIONS, y.mul(k));
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        if (!canDoBackward()) {
            throw new IllegalStateException("Vertex \"" + vertexName + "\": no epsilon is set");
        }
        INDArray y = inputs[0];
        INDArray x = inputs[1];
        InputScale scale = conf.scale();
        INDArray dy = epsilon.mul(scale.of(x, y));
        INDArray dx;
        if (conf.gradient() == InputScaleVertex.Gradient.STOPPED) {
            dx = workspaceMgr.create(ArrayType.ACTIVATION_GRAD, x.dataType(), x.shape(), 'c');
        } else {
            dx = scale.backprop(x, y, epsilon.mul(y).sum(true, scale.channelAxis()));
        }
        return new Pair<>(
                null,
                new INDArray[] {
                    workspaceMgr.leverageTo(ArrayType.ACTIVATION_GRAD, dy),
                    workspaceMgr.leverageTo(ArrayType.ACTIVATION_GRAD, dx)
                });
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray backpropGradientsViewArray) {
        if (backpropGradientsViewArray != null) {
            throw new IllegalArgumentException("The vertex has no parameters, hence no gradients");
        }
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(
            INDArray[] maskArrays, MaskState currentMaskState, int minibatchSize) {
        return maskArrays == null || maskArrays.length == 0
                ? null
                : new Pair<>(maskArrays[0], currentMaskState);
    }

    @Override
    public String toString() {
        return "InputScaleVertex(id=" + getVertexIndex() + ",name=\"" + getVertexName() + "\")";
    }
}
