/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.Coverage;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the gradients g_i of the single examples of one minibatch say; g is their mean.
 *
 * @param report statistics by parameter, by layer and in total
 * @param tests whether the minibatch is large enough
 * @param loss mean loss
 * @param squaredNorms {@code ‖g_i‖²} of each example, over the parameters covered
 * @param dots {@code g_iᵀ g} of each example, over the parameters covered
 * @param gram {@code g_iᵀ g_j}, if asked for
 * @param secondMoment {@code 1/N Σ_i g_i²}, {@code [1, D]}, valid until the next measurement and
 *     where the parameter is covered
 * @param mean {@code g}, {@code [1, D]}, valid until the twin runs again
 * @param coverage parameters covered
 */
public record ExampleStatistics(
        GradientReport report,
        GradientTests tests,
        double loss,
        double[] squaredNorms,
        double[] dots,
        Optional<double[][]> gram,
        INDArray secondMoment,
        INDArray mean,
        Coverage coverage) {

    /** Number of examples, N. */
    public int examples() {
        return squaredNorms.length;
    }
}
