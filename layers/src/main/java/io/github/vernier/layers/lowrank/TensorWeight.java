/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import io.github.vernier.layers.parameterized.WeightFunction;
import io.github.vernier.layers.parameterized.WeightParameter;
import io.github.vernier.layers.parameterized.WeightParameterization;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A 1×1 weight that is the product of a chain of cores.
 *
 * <p>The weight {@code [nOut, nIn]}, in C order, is seen as a tensor of three dimensions d_1, d_2,
 * d_3 as nearly equal as divisors allow, and is
 *
 * <p>{@code W[i, j, l] = Σ_{a, b} C_1[i, a] · C_2[a, j, b] · C_3[b, l]}.
 *
 * <p>It is built for every step and applied as an ordinary weight: this saves parameters, not
 * products, as published.
 */
public interface TensorWeight extends WeightParameterization {

    /** Keys of the cores; {@code [a, d, b]} each. */
    List<String> CORES = List.of("core0", "core1", "core2");

    /**
     * The dimensions that a weight is seen in.
     *
     * @param shape the weight tensor's shape
     * @return d_1, d_2, d_3
     */
    static long[] dimensions(WeightShape shape) {
        return TensorDimensions.of(shape.length()).toArray();
    }

    /**
     * Sets the parameters to a decomposition of a weight, by singular value decompositions.
     *
     * @param weight {@code [nOut, nIn, 1, 1]}, or any shape of that length in C order; not changed
     * @param theta the parameters by name, set in place
     */
    void decompose(INDArray weight, Map<String, INDArray> theta);

    /** Cores of full dimensions made from the parameters; they may be the parameters. */
    List<INDArray> cores(Map<String, INDArray> theta);

    /** Maps gradients of {@link #cores} back; each is given with its core's length. */
    void backpropCores(
            Map<String, INDArray> theta,
            List<INDArray> coreGradients,
            Map<String, INDArray> gradients);

    /** The names while the number of input channels is unknown. */
    static List<WeightParameter> unknown(List<String> names) {
        return names.stream().map(name -> WeightParameter.regularized(name, 0)).toList();
    }

    /** As published: draws a full weight by the layer's scheme and decomposes it. */
    @Override
    default void initialize(
            WeightShape shape,
            IWeightInit scheme,
            double fanIn,
            double fanOut,
            Map<String, INDArray> theta) {
        DataType type = theta.get(CORES.get(0)).dataType();
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray full = Nd4j.create(type, shape.length());
            scheme.init(fanIn, fanOut, shape.toArray(), 'c', full);
            decompose(full, theta);
        }
    }

    @Override
    default WeightFunction bind(WeightShape shape, DataType type) {
        return new CoreChain(this);
    }
}
