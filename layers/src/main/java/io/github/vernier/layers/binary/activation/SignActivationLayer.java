/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.activation;

import io.github.vernier.layers.binary.estimator.SignEstimator;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that takes the sign of its input, by an estimator that may follow a schedule: {@link
 * SignEstimator#at} is asked with the network's iteration and epoch.
 *
 * <p>Shapes: any, unchanged. No parameters.
 */
public class SignActivationLayer extends ActivationLayer {

    private static final long serialVersionUID = 1;

    /** For JSON. */
    protected SignActivationLayer() {}

    /**
     * Makes a layer.
     *
     * @param estimator what to take the sign by
     */
    public SignActivationLayer(SignEstimator estimator) {
        super(new ActivationSign(estimator));
    }

    @Override
    public SignActivationLayer clone() {
        return (SignActivationLayer) super.clone();
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        SignLayer layer = new SignLayer(conf, networkDataType);
        layer.setListeners(trainingListeners);
        layer.setIndex(layerIndex);
        layer.setParamsViewArray(layerParamsView);
        layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        layer.setConf(conf);
        return layer;
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof SignActivationLayer;
    }
}
