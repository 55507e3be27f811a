/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import org.nd4j.linalg.learning.config.IUpdater;

/**
 * An updater of your own whose state can follow a change of the weights' units; DL4J's own ones are
 * known. See {@link AbstractPopArtOutputLayer.Builder#rescaleUpdaterState(boolean)}.
 */
public interface TransportableUpdater extends IUpdater {

    /**
     * The power of the gradient's units that a part of the state has.
     *
     * @param key name of the part, as in {@code GradientUpdater.getState()}
     * @return 1 for averages of gradients, 2 for averages of squares, 0 for pure numbers
     */
    int exponent(String key);
}
