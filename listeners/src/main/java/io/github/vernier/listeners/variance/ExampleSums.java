/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums over the examples of one minibatch, filled layer by layer.
 *
 * <p>With g_i the gradient of example i's loss: {@code Σ_i g_i²} by coordinate, and by example
 * {@code ‖g_i‖²} and {@code g_iᵀ Σ_j g_j}; on demand {@code g_iᵀ g_j}.
 */
final class ExampleSums {

    private final int examples;
    private final INDArray secondMoments;
    private final ElementSink elements;
    private final double[] squaredNorms;
    private final double[] dots;
    private final double[][] gram;
    private final HostCopy host = new HostCopy();

    /**
     * Empty sums.
     *
     * @param secondMoments flat vector over all coordinates, overwritten
     * @param gram whether products of all pairs are asked for
     * @param elements takes every element, null if nobody wants them
     */
    ExampleSums(int examples, INDArray secondMoments, boolean gram, ElementSink elements) {
        this.examples = examples;
        this.secondMoments = secondMoments;
        this.elements = elements;
        squaredNorms = new double[examples];
        dots = new double[examples];
        this.gram = gram ? new double[examples][examples] : null;
    }

    int examples() {
        return examples;
    }

    INDArray secondMoments() {
        return secondMoments;
    }

    double[] squaredNorms() {
        return squaredNorms;
    }

    double[] dots() {
        return dots;
    }

    /** {@code g_iᵀ g_j}, absent if not asked for. */
    Optional<double[][]> gram() {
        return Optional.ofNullable(gram);
    }

    Optional<ElementSink> elements() {
        return Optional.ofNullable(elements);
    }

    void addSquaredNorm(int example, double value) {
        squaredNorms[example] += value;
    }

    void addDot(int example, double value) {
        dots[example] += value;
    }

    void putSecondMoments(long offset, double[] values, int length) {
        host.write(secondMoments, offset, values, length);
    }

    /**
     * Adds gradients that are at hand.
     *
     * @param rows {@code [examples][width]}, row after row: coordinates of a parameter
     * @param width coordinates
     * @param offset first of them in the flat vector
     */
    void addRows(double[] rows, int width, long offset) {
        double[] sum = new double[width];
        double[] square = new double[width];
        for (int i = 0; i < examples; i++) {
            double norm = 0;
            for (int d = 0, at = i * width; d < width; d++, at++) {
                double g = rows[at];
                sum[d] += g;
                square[d] += g * g;
                norm += g * g;
            }
            squaredNorms[i] += norm;
        }
        putSecondMoments(offset, square, width);
        double[] row = elements == null ? null : new double[width];
        for (int i = 0; i < examples; i++) {
            dots[i] += dot(rows, i * width, sum, 0, width);
            for (int j = 0; gram != null && j < examples; j++) {
                gram[i][j] += dot(rows, i * width, rows, j * width, width);
            }
            if (row != null) {
                System.arraycopy(rows, i * width, row, 0, width);
                elements.add(offset, row, width);
            }
        }
    }

    static double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        double sum = 0;
        for (int d = 0; d < length; d++) {
            sum += a[aFrom + d] * b[bFrom + d];
        }
        return sum;
    }
}
