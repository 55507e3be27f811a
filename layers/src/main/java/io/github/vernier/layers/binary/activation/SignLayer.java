/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.activation;

import io.github.vernier.layers.binary.estimator.SignEstimator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link SignActivationLayer}. */
final class SignLayer extends ActivationLayer {

    private static final long serialVersionUID = 1;

    SignLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private SignEstimator estimator() {
        ActivationSign activation = (ActivationSign) layerConf().getActivationFn();
        return activation.getEstimator().at(getIterationCount(), getEpochCount());
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        INDArray out =
                workspaceMgr.createUninitialized(
                        ArrayType.ACTIVATIONS, input.dataType(), input.shape(), input.ordering());
        return estimator().sign(input, out, training);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        INDArray delta = workspaceMgr.dup(ArrayType.ACTIVATION_GRAD, epsilon, input.ordering());
        return new Pair<>(new DefaultGradient(), estimator().backprop(input, delta));
    }
}
