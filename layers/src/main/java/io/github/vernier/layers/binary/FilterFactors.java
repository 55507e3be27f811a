/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.memory.HostMemory;
import io.github.vernier.layers.memory.ParallelLoop;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Filters times a factor each, and the gradient back: one pass over the gradient for floats in host
 * memory, elsewhere by ND4J's operations.
 */
final class FilterFactors {

    private final int filters;
    private final int fanIn;
    private FilterRows[] rows;

    FilterFactors(long filters, long fanIn) {
        this.filters = Math.toIntExact(filters);
        this.fanIn = Math.toIntExact(fanIn);
    }

    /** {@code out_o = factor_o · values_o}. */
    void multiply(INDArray values, INDArray factors, INDArray out) {
        // One pass into memory that is there: faster than ND4J's broadcasting operations.
        Nd4j.exec(
                DynamicCustomOp.builder("multiply")
                        .addInputs(matrix(values), factors)
                        .addOutputs(matrix(out))
                        .build());
    }

    /**
     * Multiplies a gradient by the factors, in place.
     *
     * @param gradient dL/d(factor · values), becomes dL/dvalues
     * @param values what was multiplied
     * @param factors a column
     * @return dL/dfactors, {@code Σ_o gradient · values}, a column
     */
    INDArray backprop(INDArray gradient, INDArray values, INDArray factors) {
        if (isFast(gradient) && isFast(values)) {
            return backprop(
                    HostMemory.floats(gradient),
                    HostMemory.floats(values),
                    factors.reshape(filters).toFloatVector());
        }
        INDArray sums = matrix(gradient).mul(matrix(values)).sum(true, 1);
        multiply(gradient, factors, gradient);
        return sums;
    }

    private static boolean isFast(INDArray array) {
        return array.dataType() == DataType.FLOAT && HostMemory.isAccessible(array);
    }

    private INDArray backprop(FloatBuffer gradient, FloatBuffer values, float[] factors) {
        int shares = ParallelLoop.shares((long) filters * fanIn);
        rows = FilterRows.atLeast(rows, shares, fanIn);
        float[] sums = new float[filters];
        ParallelLoop.run(
                shares,
                filters,
                (share, first, end) -> {
                    FilterRows filter = rows[share];
                    for (int o = first; o < end; o++) {
                        filter.readRow(gradient, o);
                        filter.readOther(values, o);
                        sums[o] = (float) filter.dot();
                        filter.multiply(factors[o]);
                        filter.writeRow(gradient, o);
                    }
                });
        return Nd4j.createFromArray(sums).reshape(filters, 1);
    }

    private INDArray matrix(INDArray tensor) {
        return tensor.reshape('c', filters, fanIn);
    }
}
