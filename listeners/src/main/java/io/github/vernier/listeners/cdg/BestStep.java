/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The least loss along a direction of one parameter: how good a step could be if its length were
 * chosen best.
 *
 * @param rate length of the step of least loss; the smaller one of two equals; NaN if none gave a
 *     number
 * @param loss the least loss; may exceed the loss before, since a step of 0 does not count
 */
public record BestStep(double rate, double loss) {

    // What the studies add to a norm before dividing by it.
    private static final double NORM_EPSILON = 1e-8;

    /**
     * Searches along {@code θ − rate · g / (‖g‖₂ + 1e-8)} in the given coordinates; every bit of
     * the parameters is as before afterwards.
     *
     * @param parameters all parameters, {@code [1, D]}
     * @param block the parameter to move
     * @param coordinates positions within the block's piece
     * @param gradient direction, one number for each coordinate
     * @param rates step lengths
     * @param loss computes the loss at the parameters as they are
     */
    static BestStep along(
            INDArray parameters,
            ParameterBlock block,
            long[] coordinates,
            double[] gradient,
            List<Double> rates,
            DoubleSupplier loss) {
        INDArray values = block.of(parameters);
        INDArray before = values.dup();
        double squares = 0;
        for (double g : gradient) {
            squares += g * g;
        }
        double[] direction = new double[(int) block.length()];
        for (int d = 0; d < gradient.length; d++) {
            direction[(int) coordinates[d]] = gradient[d] / (Math.sqrt(squares) + NORM_EPSILON);
        }
        INDArray step = Nd4j.createFromArray(direction).castTo(values.dataType());
        double bestRate = Double.NaN;
        double bestLoss = Double.NaN;
        try {
            for (double rate : rates) {
                values.assign(before.sub(step.mul(rate)));
                double here = loss.getAsDouble();
                if (here < bestLoss || Double.isNaN(bestLoss) && !Double.isNaN(here)) {
                    bestRate = rate;
                    bestLoss = here;
                }
            }
        } finally {
            values.assign(before);
        }
        return new BestStep(bestRate, bestLoss);
    }
}
