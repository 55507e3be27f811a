/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Adam with ε added to the corrected root, as published and as in PyTorch. */
final class PublishedAdam extends TestUpdater {

    private static final long serialVersionUID = 1;

    private final double rate;
    private final double beta1;
    private final double beta2;
    private final double epsilon;

    PublishedAdam(double rate, double beta1, double beta2, double epsilon) {
        super(rate);
        this.rate = rate;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    @Override
    public int exponent(String key) {
        return key.equals("m") ? 1 : 2;
    }

    @Override
    List<String> keys() {
        return List.of("m", "v");
    }

    @Override
    INDArray step(INDArray gradient, Map<String, INDArray> state, int t) {
        INDArray m = state.get("m").muli(beta1).addi(gradient.mul(1 - beta1));
        INDArray v = state.get("v").muli(beta2).addi(gradient.mul(gradient).muli(1 - beta2));
        INDArray root = Transforms.sqrt(v.div(1 - Math.pow(beta2, t)), false).addi(epsilon);
        return m.div(root).muli(rate / (1 - Math.pow(beta1, t)));
    }
}
