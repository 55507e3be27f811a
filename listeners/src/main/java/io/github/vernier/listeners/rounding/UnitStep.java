/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.rounding;

import io.github.vernier.listeners.cdg.CdgProgress;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The least loss along a direction in which every parameter moves by the same length.
 *
 * @param rate that length, the smallest one of equals; NaN if none gave a number
 * @param loss the least loss; may exceed the loss before, since a step of 0 does not count
 */
public record UnitStep(double rate, double loss) {

    // What the study adds to a norm before dividing by it.
    private static final double NORM_EPSILON = 1e-8;

    /**
     * Searches along {@code θ_p − rate · g_p / (‖g_p‖₂ + 1e-8)} for all parameters p at once; every
     * bit of the parameters is as before afterwards.
     *
     * @param gradient {@code [1, D]}
     * @param blocks which parameters move
     * @param rates lengths
     * @param twin the network
     * @param batch minibatch
     * @param progress follows, and may end it
     */
    static UnitStep along(
            INDArray gradient,
            List<ParameterBlock> blocks,
            List<Double> rates,
            Twin twin,
            MultiDataSet batch,
            CdgProgress progress) {
        INDArray direction = gradient.like();
        for (ParameterBlock block : blocks) {
            INDArray piece = block.of(gradient);
            block.of(direction).assign(piece.div(piece.norm2Number().doubleValue() + NORM_EPSILON));
        }
        INDArray parameters = twin.parameters();
        INDArray before = parameters.dup();
        UnitStep best = new UnitStep(Double.NaN, Double.NaN);
        try {
            for (double rate : rates) {
                parameters.assign(before.sub(direction.mul(rate)));
                double loss = twin.loss(batch, false);
                if (loss < best.loss() || Double.isNaN(best.loss()) && !Double.isNaN(loss)) {
                    best = new UnitStep(rate, loss);
                }
                if (!progress.evaluated(1)) {
                    throw new CancellationException("told to stop");
                }
            }
        } finally {
            parameters.assign(before);
        }
        return best;
    }
}
