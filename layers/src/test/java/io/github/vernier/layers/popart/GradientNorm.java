/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** The L2 norm of the mean gradient of a layer, before it is clipped. */
final class GradientNorm extends BaseTrainingListener {

    private final int layer;
    private final long batch;
    private double value;

    GradientNorm(int layer, long batch) {
        this.layer = layer;
        this.batch = batch;
    }

    double value() {
        return value;
    }

    @Override
    public void onGradientCalculation(Model model) {
        value =
                ((MultiLayerNetwork) model)
                                .getLayer(layer)
                                .getGradientsViewArray()
                                .norm2Number()
                                .doubleValue()
                        / batch;
    }
}
