/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.estimators;

import io.github.vernier.layers.binary.estimator.SignEstimator;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What an estimator does to numbers: its values and the factors that gradients get.
 *
 * @param name the estimator's name
 * @param settings what it is and how it is set
 * @param x the numbers
 * @param forward its values at inference
 * @param gradient dL/dx where dL/d(value) is 1 everywhere
 */
record Curve(String name, String settings, double[] x, double[] forward, double[] gradient) {

    /**
     * Evaluates an estimator. Those that look at a whole tensor get the numbers as one filter.
     *
     * @param name its name
     * @param estimator the estimator
     * @param x the numbers
     */
    static Curve of(String name, SignEstimator estimator, double[] x) {
        INDArray values = Nd4j.createFromArray(x).reshape(1, x.length);
        INDArray ones = Nd4j.ones(DataType.DOUBLE, 1, x.length);
        return new Curve(
                name,
                estimator.toString(),
                x,
                row(estimator.sign(values, values.ulike(), false)),
                row(estimator.backprop(values, ones)));
    }

    private static double[] row(INDArray array) {
        return array.reshape(array.length()).toDoubleVector();
    }

    /**
     * Numbers at equal distances.
     *
     * @param from the first
     * @param to the last
     * @param points how many, at least 2
     */
    static double[] grid(double from, double to, int points) {
        double[] x = new double[points];
        Arrays.setAll(x, i -> (from * (points - 1 - i) + to * i) / (points - 1));
        return x;
    }
}
