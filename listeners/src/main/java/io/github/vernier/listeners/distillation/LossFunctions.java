/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** The loss function of DL4J's output layers, which have no common interface for it. */
final class LossFunctions {

    private LossFunctions() {}

    static boolean has(Layer layer) {
        return get(layer) != null;
    }

    static ILossFunction get(Layer layer) {
        if (layer instanceof BaseOutputLayer output) {
            return output.getLossFn();
        } else if (layer instanceof LossLayer loss) {
            return loss.getLossFn();
        } else if (layer instanceof RnnLossLayer loss) {
            return loss.getLossFn();
        } else if (layer instanceof CnnLossLayer loss) {
            return loss.getLossFn();
        }
        return null;
    }

    static void set(Layer layer, ILossFunction function) {
        if (layer instanceof BaseOutputLayer output) {
            output.setLossFn(function);
        } else if (layer instanceof LossLayer loss) {
            loss.setLossFn(function);
        } else if (layer instanceof RnnLossLayer loss) {
            loss.setLossFn(function);
        } else if (layer instanceof CnnLossLayer loss) {
            loss.setLossFn(function);
        }
    }
}
