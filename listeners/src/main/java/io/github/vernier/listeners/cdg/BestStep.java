/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;

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
        PerturbedParameter parameter = new PerturbedParameter(block.of(parameters));
        double squares = 0;
        for (double g : gradient) {
            squares += g * g;
        }
        double norm = Math.sqrt(squares) + NORM_EPSILON;
        double bestRate = Double.NaN;
        double bestLoss = Double.NaN;
        for (double rate : rates) {
            double[] step = new double[gradient.length];
            Arrays.setAll(step, d -> -rate / norm * gradient[d]);
            double here = parameter.at(coordinates, step, loss::getAsDouble);
            if (here < bestLoss || Double.isNaN(bestLoss) && !Double.isNaN(here)) {
                bestRate = rate;
                bestLoss = here;
            }
        }
        return new BestStep(bestRate, bestLoss);
    }
}
