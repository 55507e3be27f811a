/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradients of one layer's weights by example, as factors.
 *
 * <p>Dense: {@code g_i = δ_i a_iᵀ}. Convolution, with patches a_t and output gradients δ_t at
 * positions t: {@code g_i = Σ_t δ_t a_tᵀ}. A centre is {@code d cᵀ}.
 */
public interface LayerFactors {

    /** Name of the layer. */
    String layer();

    /**
     * What the layer reads: {@code [N, in]}, or patches {@code [N, in, T]}, made anew each time.
     */
    INDArray inputs();

    /** Gradients at its output: {@code [N, out]} or {@code [N, out, T]}. */
    INDArray outputs();

    /** {@code a_i}, or {@code 1/T Σ_t a_t}: {@code [N, in]}; what centres are means of. */
    INDArray meanInputs();

    /** {@code δ_i}, or {@code Σ_t δ_t}: {@code [N, out]}; what centres are means of. */
    INDArray summedOutputs();

    /** {@code ‖g_i‖²} of each example. */
    double[] squaredNorms();

    /**
     * {@code c_kᵀg_i} of all centres and examples.
     *
     * @param inputs c of each centre, {@code [C, in]}
     * @param outputs d of each centre, {@code [C, out]}
     * @return {@code [N, C]}, double
     */
    INDArray products(INDArray inputs, INDArray outputs);
}
