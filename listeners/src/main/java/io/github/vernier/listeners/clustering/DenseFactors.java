/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dense and output layers: {@code c_kᵀg_i = (c·a_i)(d·δ_i)} and {@code ‖g_i‖² = ‖a_i‖²‖δ_i‖²}.
 *
 * @param layer name
 * @param inputs a, {@code [N, in]}
 * @param outputs δ, {@code [N, out]}
 */
record DenseFactors(String layer, INDArray inputs, INDArray outputs) implements LayerFactors {

    @Override
    public INDArray meanInputs() {
        return inputs;
    }

    @Override
    public INDArray summedOutputs() {
        return outputs;
    }

    @Override
    public double[] squaredNorms() {
        INDArray a = inputs.castTo(DataType.DOUBLE);
        INDArray d = outputs.castTo(DataType.DOUBLE);
        return a.mul(a).sum(1).muli(d.mul(d).sum(1)).toDoubleVector();
    }

    @Override
    public INDArray products(INDArray centreInputs, INDArray centreOutputs) {
        return inputs.mmul(centreInputs.transpose())
                .muli(outputs.mmul(centreOutputs.transpose()))
                .castTo(DataType.DOUBLE);
    }
}
