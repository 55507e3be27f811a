/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.learning.config.IUpdater;

/** Questions about a layer's configuration. */
final class LayerKind {

    private LayerKind() {}

    static boolean isPooling(Layer layer) {
        return layer instanceof SubsamplingLayer || layer instanceof GlobalPoolingLayer;
    }

    /** Sets the updater where there are parameters to update; frozen layers stay frozen. */
    static void setUpdater(Layer layer, IUpdater updater) {
        if (layer instanceof BaseWrapperLayer wrapper) {
            setUpdater(wrapper.getUnderlying(), updater);
        } else if (layer instanceof BaseLayer base) {
            base.setIUpdater(updater.clone());
            base.setBiasUpdater(null);
        }
    }
}
