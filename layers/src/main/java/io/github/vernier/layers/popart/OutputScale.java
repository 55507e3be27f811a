/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Location and scale of outputs: {@code f = σ n + μ}.
 *
 * @param mean μ, one for each output or a single one for all
 * @param deviation σ above 0, of the same length
 */
public record OutputScale(double[] mean, double[] deviation) {

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if they differ, or a deviation is not above 0
     */
    public OutputScale {
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException(
                    "mean and deviation must have the same length, but got "
                            + mean.length
                            + " and "
                            + deviation.length);
        }
        for (double sigma : deviation) {
            if (!(sigma > 0)) {
                throw new IllegalArgumentException(
                        "deviation must be above 0, but got " + Arrays.toString(deviation));
            }
        }
    }

    /**
     * The scale that changes nothing: μ = 0, σ = 1.
     *
     * @param statistics length
     */
    public static OutputScale identity(int statistics) {
        double[] ones = new double[statistics];
        Arrays.fill(ones, 1);
        return new OutputScale(new double[statistics], ones);
    }

    /**
     * μ of one output.
     *
     * @param output its column
     */
    public double mean(int output) {
        return mean[mean.length == 1 ? 0 : output];
    }

    /**
     * σ of one output.
     *
     * @param output its column
     */
    public double deviation(int output) {
        return deviation[deviation.length == 1 ? 0 : output];
    }

    /**
     * {@code n = (f − μ) / σ}.
     *
     * @param values {@code [rows, K]}, in units of the targets
     * @return a new array of the same type
     */
    public INDArray normalize(INDArray values) {
        double[] all = ArrayValues.read(values);
        int outputs = Math.toIntExact(values.size(1));
        for (int i = 0; i < all.length; i++) {
            all[i] = (all[i] - mean(i % outputs)) / deviation(i % outputs);
        }
        return ArrayValues.like(values, all);
    }

    /**
     * {@code f = σ n + μ}.
     *
     * @param values {@code [rows, K]}, normalized
     * @return a new array of the same type, in units of the targets
     */
    public INDArray denormalize(INDArray values) {
        INDArray result = values.dup('c');
        denormalizeInPlace(result);
        return result;
    }

    void denormalizeInPlace(INDArray values) {
        double[] all = ArrayValues.read(values);
        int outputs = Math.toIntExact(values.size(1));
        for (int i = 0; i < all.length; i++) {
            all[i] = deviation(i % outputs) * all[i] + mean(i % outputs);
        }
        ArrayValues.write(all, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutputScale that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(deviation, that.deviation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
    }

    @Override
    public String toString() {
        return "μ=" + Arrays.toString(mean) + ", σ=" + Arrays.toString(deviation);
    }
}
