/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.examples.training.Network.Activation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the layers of an unknown network whose attention a student is to imitate.
 *
 * <p>A stage is the layers whose activations have the same height and width; its tap is the last of
 * them that does not pool, as in attention transfer for residual networks (Zagoruyko and Komodakis
 * 2017, section 3.1). Stages of a single pixel have no attention map.
 */
final class Taps {

    private Taps() {}

    /**
     * One tap for each stage, in the order of execution.
     *
     * @param activations hidden activations in the order of execution, channels first
     */
    static List<String> of(List<Activation> activations) {
        Map<List<Long>, String> last = new LinkedHashMap<>();
        for (Activation activation : activations) {
            long[] shape = activation.shape();
            if (shape.length == 4 && shape[2] * shape[3] > 1 && !activation.isPooling()) {
                last.put(List.of(shape[2], shape[3]), activation.name());
            }
        }
        return List.copyOf(last.values());
    }
}
