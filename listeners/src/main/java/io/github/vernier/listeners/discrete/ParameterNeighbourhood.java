/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.discrete;

import io.github.vernier.listeners.cdg.CoordinateDifferences;
import io.github.vernier.listeners.cdg.MovedLosses;
import io.github.vernier.listeners.cdg.PerturbedParameter;
import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean loss of one minibatch as a function of some numbers of one parameter.
 *
 * @param parameters all parameters, {@code [1, D]}; every bit is put back
 * @param block the parameter
 * @param coordinates positions of the numbers within the block's piece, ascending
 * @param differences computes losses with single numbers moved
 * @param whole computes the loss at the parameters as they are
 */
record ParameterNeighbourhood(
        INDArray parameters,
        ParameterBlock block,
        long[] coordinates,
        CoordinateDifferences differences,
        DoubleSupplier whole)
        implements Neighbourhood {

    // Some units in the last place of a mean over a minibatch: sums in another order differ so.
    private static final double FLOAT_ROUNDING = 1e-6;
    private static final double DOUBLE_ROUNDING = 1e-12;

    @Override
    public int dimensions() {
        return coordinates.length;
    }

    @Override
    public double value() {
        return differences.loss();
    }

    @Override
    public double rounding(double value) {
        return Math.abs(value)
                * (parameters.dataType() == DataType.DOUBLE ? DOUBLE_ROUNDING : FLOAT_ROUNDING);
    }

    @Override
    public MovedLosses moved(int[] chosen, double change) {
        return differences.losses(
                block, Arrays.stream(chosen).mapToLong(d -> coordinates[d]).toArray(), change);
    }

    @Override
    public double after(double[] step) {
        return new PerturbedParameter(block.of(parameters))
                .at(coordinates, step, whole::getAsDouble);
    }
}
