/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class DirectionVarianceTest {

    private static final int D = 20_000;
    private static final int K = 10;

    private static ParameterBlock block(String layer, String name, long from, boolean trainable) {
        return new ParameterBlock(layer, name, from, D, List.of((long) D), 'c', trainable);
    }

    /** Independent normal numbers around a mean; a Direction without any network. */
    private static Direction normal(double mean, double deviation, int coordinates) {
        Random random = new Random(3);
        return () -> {
            double[] values = new double[coordinates];
            for (int d = 0; d < coordinates; d++) {
                values[d] = mean + deviation * random.nextGaussian();
            }
            return Nd4j.createFromArray(values).reshape(1, coordinates);
        };
    }

    private static GradientStatistics measure(Convention convention, Direction direction) {
        return new DirectionVariance(List.of(block("a", "W", 0, true)), K, convention)
                .measure(direction)
                .total();
    }

    @Test
    void theReferenceIsBiasedAndTheOtherIsNot() {
        double variance = 0.04;
        GradientStatistics reference = measure(Convention.REFERENCE, normal(0, 0.2, D));
        GradientStatistics unbiased = measure(Convention.UNBIASED, normal(0, 0.2, D));
        assertThat(reference.variance()).isCloseTo(variance * 1.1, withinPercentage(1));
        assertThat(unbiased.variance()).isCloseTo(variance, withinPercentage(1));
        // Pure noise: 1 + 1/(K-2).
        assertThat(reference.normalizedVariance()).isCloseTo(1.125, withinPercentage(1));
        assertThat(unbiased.normalizedVariance()).isCloseTo(1.125 / 1.1, withinPercentage(1));
        assertThat(reference.meanSquareGradient()).isCloseTo(variance, withinPercentage(1));
    }

    @Test
    void theNoiseScaleOfASignal() {
        GradientStatistics reference = measure(Convention.REFERENCE, normal(0.1, 0.2, D));
        GradientStatistics unbiased = measure(Convention.UNBIASED, normal(0.1, 0.2, D));
        assertThat(unbiased.noiseScale()).isCloseTo(4, withinPercentage(4));
        // The mean of ten still has a tenth of the noise in it.
        assertThat(reference.noiseScale()).isCloseTo(0.044 / 0.014, withinPercentage(4));
    }

    @Test
    void smallGradientsAreDampedByTheReferenceOnly() {
        GradientStatistics reference = measure(Convention.REFERENCE, normal(0, 1e-5, D));
        GradientStatistics unbiased = measure(Convention.UNBIASED, normal(0, 1e-5, D));
        assertThat(reference.normalizedVariance()).isCloseTo(0.011, within(0.001));
        assertThat(unbiased.normalizedVariance()).isCloseTo(1.125 / 1.1, withinPercentage(1));
    }

    @Test
    void deadCoordinatesCountAsZero() {
        for (Convention convention : Convention.values()) {
            GradientStatistics dead = measure(convention, normal(0, 0, D));
            assertThat(dead.normalizedVariance()).isZero();
            assertThat(dead.snr()).isZero();
            assertThat(dead.variance()).isZero();
            assertThat(dead.noiseScale()).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void layersAreSumsOfTheirParametersAndStateIsLeftOut() {
        DirectionVariance estimator =
                new DirectionVariance(
                        List.of(
                                block("a", "W", 0, true),
                                block("a", "mean", D, false),
                                block("b", "W", 2 * D, true),
                                block("b", "b", 3 * D, true)),
                        K,
                        Convention.REFERENCE);
        GradientReport report = estimator.measure(normal(0.1, 0.2, 4 * D));
        assertThat(report.parameters())
                .extracting(GradientStatistics::name)
                .containsExactly("a/W", "b/W", "b/b");
        assertThat(report.layers()).extracting(GradientStatistics::name).containsExactly("a", "b");
        GradientStatistics b = report.layers().get(1);
        assertThat(b.parameters()).isEqualTo(2 * D);
        assertThat(b.variance())
                .isCloseTo(
                        (report.parameters().get(1).variance()
                                        + report.parameters().get(2).variance())
                                / 2,
                        within(1e-15));
        assertThat(report.total().parameters()).isEqualTo(3 * D);
        double squares = 0;
        for (GradientStatistics layer : report.layers()) {
            squares += layer.meanGradientNorm() * layer.meanGradientNorm();
        }
        assertThat(report.total().meanGradientNorm()).isCloseTo(Math.sqrt(squares), within(1e-9));
    }

    @Test
    void nonFiniteCoordinatesAreCountedAndLeftOut() {
        Direction clean = normal(0.1, 0.2, D);
        int[] draws = {0};
        Direction dirty =
                () -> {
                    var draw = clean.draw();
                    draw.putScalar(0, 0, Double.NaN);
                    if (draws[0]++ == 2 * K - 1) {
                        draw.putScalar(0, 1, Double.POSITIVE_INFINITY);
                    }
                    return draw;
                };
        GradientStatistics statistics = measure(Convention.UNBIASED, dirty);
        assertThat(statistics.nonFinite()).isEqualTo(2);
        assertThat(statistics.parameters()).isEqualTo(D - 2);
        assertThat(statistics.variance()).isCloseTo(0.04, withinPercentage(1));
    }

    @Test
    void errorsNameTheValue() {
        List<ParameterBlock> one = List.of(block("a", "W", 0, true));
        assertThatThrownBy(() -> new DirectionVariance(one, 0, Convention.REFERENCE))
                .hasMessage("draws is 0, expected at least 1");
        assertThatThrownBy(
                        () ->
                                new DirectionVariance(
                                        List.of(block("a", "mean", 0, false)),
                                        1,
                                        Convention.REFERENCE))
                .hasMessage("The network has no parameters in training");
        assertThatThrownBy(
                        () ->
                                new DirectionVariance(one, 1, Convention.REFERENCE)
                                        .mean(block("b", "W", 0, true)))
                .hasMessage("b/W is no parameter in training");
    }
}
