/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A weight function of a 1×1 kernel that can also multiply columns by its matrix W {@code [nOut,
 * nIn]} without building it, where that is faster.
 *
 * <p>A column is one position of one example.
 */
public interface ColumnFunction extends WeightFunction {

    /**
     * Whether to multiply so many columns one by one rather than to build the weight.
     *
     * @param columns examples times output positions
     * @param training whether for a training step
     * @return whether {@link #apply} is to be called instead of {@link #weight}, and {@link
     *     #backpropColumns} instead of {@link #backprop}; the same for the same arguments
     */
    boolean isFasterOnColumns(long columns, boolean training);

    /**
     * y = W x.
     *
     * @param theta the parameters by name, after weight noise; not to be changed
     * @param x {@code [nIn, columns]}, C order; not to be changed
     * @param y {@code [nOut, columns]}, C order: where the result goes
     */
    void apply(Map<String, INDArray> theta, INDArray x, INDArray y);

    /**
     * Gradients of {@link #apply}.
     *
     * @param theta the parameters that y was computed from
     * @param x {@code [nIn, columns]}, C order; not to be changed
     * @param dy dL/dy, {@code [nOut, columns]}, C order
     * @param dx where dL/dx goes, {@code [nIn, columns]}, C order
     * @param gradients where dL/dθ goes, by name: every array must be assigned, none replaced
     */
    void backpropColumns(
            Map<String, INDArray> theta,
            INDArray x,
            INDArray dy,
            INDArray dx,
            Map<String, INDArray> gradients);
}
