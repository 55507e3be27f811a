/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.ParameterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reduces mean and second moment of the gradients of N examples to sums over coordinates. */
final class ExampleTally {

    private static final double LOG_EPSILON = 1e-10;
    private static final double RATIO_EPSILON = 1e-7;
    private static final double TEST_EPSILON = 1e-5;

    private final HostCopy host = new HostCopy();
    private double[] mean = {};
    private double[] moment = {};
    private int examples;
    private boolean unbiased;

    private long coordinates;
    private double squaredMean;
    private double populationVariance;
    private double gsnr;
    private double unbiasedGsnr;

    void start(int n, Convention convention) {
        examples = n;
        unbiased = convention == Convention.UNBIASED;
        coordinates = 0;
        squaredMean = 0;
        populationVariance = 0;
        gsnr = 0;
        unbiasedGsnr = 0;
    }

    /**
     * Reduces one parameter.
     *
     * @param gradient flat vector of {@code E g}
     * @param moments flat vector of {@code E g²}
     */
    Tally of(ParameterBlock block, INDArray gradient, INDArray moments) {
        int length = Math.toIntExact(block.length());
        if (mean.length < length) {
            mean = new double[length];
            moment = new double[length];
        }
        host.read(gradient, block.offset(), mean, length);
        host.read(moments, block.offset(), moment, length);
        double correction = (double) examples / (examples - 1);
        double factor = unbiased ? correction : 1;
        double unit = unbiased ? meanOfFinite(length) : 1;
        double logEpsilon = LOG_EPSILON * unit + Double.MIN_NORMAL;
        double ratioEpsilon = RATIO_EPSILON * unit + Double.MIN_NORMAL;
        long finite = 0;
        double squares = 0;
        double variances = 0;
        double momentSum = 0;
        double normalized = 0;
        LogSum ratio = new LogSum();
        for (int d = 0; d < length; d++) {
            double m = moment[d];
            double square = mean[d] * mean[d];
            if (!Double.isFinite(m + square)) {
                continue;
            }
            finite++;
            double population = Math.max(0, m - square);
            double variance = population * factor;
            squares += square;
            variances += population;
            momentSum += m;
            normalized += variance / (m + ratioEpsilon);
            ratio.add((m + logEpsilon) / (variance + logEpsilon));
            gsnr += square / (population + TEST_EPSILON);
            unbiasedGsnr += square / (population * correction + TEST_EPSILON);
        }
        coordinates += finite;
        squaredMean += squares;
        populationVariance += variances;
        return new Tally(
                finite,
                length - finite,
                unbiased ? 1.0 / examples : 0,
                squares,
                variances * factor,
                normalized,
                ratio.value(),
                momentSum);
    }

    private double meanOfFinite(int length) {
        double sum = 0;
        int count = 0;
        for (int d = 0; d < length; d++) {
            if (Double.isFinite(moment[d])) {
                sum += moment[d];
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** The tests over all parameters reduced since the start. */
    GradientTests tests(double[] squaredNorms, double[] dots, double loss) {
        double n = examples;
        double dotMean = 0;
        double dotSquares = 0;
        double norms = 0;
        for (int i = 0; i < examples; i++) {
            dotMean += dots[i] / n;
            dotSquares += dots[i] * dots[i];
            norms += squaredNorms[i];
        }
        double dotSpread = 0;
        for (double dot : dots) {
            dotSpread += (dot - dotMean) * (dot - dotMean);
        }
        double across = Math.max(0, norms - dotSquares / squaredMean);
        return new GradientTests(
                Math.sqrt(squaredMean),
                Math.sqrt(populationVariance / (n - 1) / squaredMean),
                Math.sqrt(dotSpread / (n - 1) / n) / squaredMean,
                Math.sqrt(across / (n - 1) / n / squaredMean),
                gsnr / coordinates,
                1 - n * unbiasedGsnr / coordinates,
                populationVariance / loss);
    }
}
