/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.inverse.InvertMatrix;

/**
 * POP, preserving outputs precisely: the weights of a linear head that keep {@code f(h) = Σ (W h +
 * b) + μ} for every h when Σ and μ change.
 *
 * <p>{@code W' = Σ'⁻¹ Σ W}, {@code b' = Σ'⁻¹ (Σ b + μ − μ')}. Source: van Hasselt et al. 2016
 * (arXiv 1602.07714), Proposition 1.
 */
public final class OutputPreservation {

    private OutputPreservation() {}

    /**
     * Diagonal Σ, in place: {@code W'[:,k] = (σ_k / σ'_k) W[:,k]}, {@code b'_k = (σ_k b_k + μ_k −
     * μ'_k) / σ'_k}.
     *
     * <p>Computed in double and rounded once. An output whose scale does not change keeps its bits.
     *
     * @param weight {@code [nIn, K]}, as DL4J has it
     * @param bias K values
     * @param from scale the weights are for
     * @param to scale they shall be for
     * @return what rounding has moved: the largest {@code |f' − f| / σ'} at h = (1, …, 1)
     */
    public static double preserve(
            INDArray weight, INDArray bias, OutputScale from, OutputScale to) {
        if (from.equals(to)) {
            return 0;
        }
        INDArray rows = weight.transpose();
        double[] w = ArrayValues.read(rows);
        double[] b = ArrayValues.read(bias);
        int inputs = w.length / b.length;
        double[] before = new double[b.length];
        for (int k = 0; k < b.length; k++) {
            double sigma = from.deviation(k);
            before[k] = sigma * (sum(w, k, inputs) + b[k]) + from.mean(k);
            if (sigma != to.deviation(k)) {
                double ratio = sigma / to.deviation(k);
                for (int i = k * inputs; i < (k + 1) * inputs; i++) {
                    w[i] *= ratio;
                }
            }
            if (sigma != to.deviation(k) || from.mean(k) != to.mean(k)) {
                b[k] = (sigma * b[k] + from.mean(k) - to.mean(k)) / to.deviation(k);
            }
        }
        ArrayValues.write(w, rows);
        ArrayValues.write(b, bias);
        return residual(ArrayValues.read(rows), ArrayValues.read(bias), before, to);
    }

    private static double residual(double[] w, double[] b, double[] before, OutputScale scale) {
        int inputs = w.length / b.length;
        double worst = 0;
        for (int k = 0; k < b.length; k++) {
            double after = scale.deviation(k) * (sum(w, k, inputs) + b[k]) + scale.mean(k);
            worst = Math.max(worst, Math.abs(after - before[k]) / scale.deviation(k));
        }
        return worst;
    }

    private static double sum(double[] w, int output, int inputs) {
        double sum = 0;
        for (int i = output * inputs; i < (output + 1) * inputs; i++) {
            sum += w[i];
        }
        return sum;
    }

    /**
     * Any Σ, in place.
     *
     * @param weight {@code [nIn, K]}, as DL4J has it
     * @param bias K values
     * @param from Σ, {@code [K, K]}
     * @param fromMean μ, K values
     * @param to Σ', {@code [K, K]}, not singular
     * @param toMean μ', K values
     * @throws IllegalArgumentException if Σ' is singular
     */
    public static void preserve(
            INDArray weight,
            INDArray bias,
            INDArray from,
            INDArray fromMean,
            INDArray to,
            INDArray toMean) {
        INDArray inverse = InvertMatrix.invert(to, false);
        long outputs = bias.length();
        INDArray w = inverse.mmul(from).mmul(weight.transpose().castTo(to.dataType()));
        INDArray column = bias.castTo(to.dataType()).reshape(outputs, 1);
        INDArray shift = fromMean.sub(toMean).reshape(outputs, 1);
        INDArray b = inverse.mmul(from.mmul(column).addi(shift));
        weight.assign(w.transpose());
        bias.assign(b.reshape(bias.shape()));
    }
}
