/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The variance of examples' gradients over a pass: {@code 1/N Σ‖g_i‖² − ‖ḡ‖²}. */
final class GradientTotals {

    private INDArray gradient;
    private final DoubleSummaryStatistics norms = new DoubleSummaryStatistics();

    /** Adds a minibatch. */
    void add(GradientFactors factors) {
        DoubleStream.of(factors.squaredNorms()).forEach(norms::accept);
        INDArray sum = factors.gradient().castTo(DataType.DOUBLE);
        // A twin's gradient is its own view, overwritten by the next pass.
        gradient = gradient == null ? sum.dup() : gradient.addi(sum);
    }

    /** The variance over the weights that are clustered. */
    double variance(FactorCapture capture) {
        double mean = 0;
        for (ParameterBlock weight : capture.weights()) {
            double norm = weight.of(gradient).norm2Number().doubleValue() / norms.getCount();
            mean += norm * norm;
        }
        return norms.getAverage() - mean;
    }
}
