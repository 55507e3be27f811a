/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code m = momentum m + g; p -= rate m}, which DL4J lacks. */
final class HeavyBall extends TestUpdater {

    private static final long serialVersionUID = 1;

    private final double rate;
    private final double momentum;

    HeavyBall(double rate, double momentum) {
        super(rate);
        this.rate = rate;
        this.momentum = momentum;
    }

    @Override
    public int exponent(String key) {
        return 1;
    }

    @Override
    List<String> keys() {
        return List.of("m");
    }

    @Override
    INDArray step(INDArray gradient, Map<String, INDArray> state, int t) {
        return state.get("m").muli(momentum).addi(gradient).mul(rate);
    }
}
