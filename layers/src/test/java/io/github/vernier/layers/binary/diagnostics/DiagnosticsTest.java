/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.binary.BiasScaling;
import io.github.vernier.layers.binary.BinarizedWeight;
import io.github.vernier.layers.binary.BinaryWeight;
import io.github.vernier.layers.binary.Clamp;
import io.github.vernier.layers.binary.ScalingFactor;
import io.github.vernier.layers.binary.Standardization;
import io.github.vernier.layers.binary.estimator.Identity;
import io.github.vernier.layers.binary.estimator.ZeroSign;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;

/** Closed forms, statistics of drawn weights, flips. */
class DiagnosticsTest {

    @Test
    void closedForms() {
        JsonNode golden = GoldenFile.read("binary", "qe_entropy.json");
        assertThat(LaplaceClamp.TAU_OF_LEAST_ERROR)
                .isCloseTo(golden.get("tauMinimisingQe").asDouble(), within(1e-12));
        assertThat(golden.get("rows")).isNotEmpty();
        for (JsonNode row : golden.get("rows")) {
            LaplaceClamp clamp =
                    new LaplaceClamp(row.get("b").asDouble(), row.get("tau").asDouble());
            assertClose(row, "meanAbs", clamp.meanAbsolute());
            assertClose(row, "meanSquare", clamp.meanSquare());
            assertClose(row, "qeAlphaFixedAtB", clamp.errorAtScale());
            assertClose(row, "qeAlphaOptimal", clamp.errorAtOptimum());
            assertClose(row, "entropy", clamp.entropy());
            if (row.hasNonNull("Q")) {
                assertClose(row, "Q", clamp.bound());
            } else {
                assertThat(clamp.bound()).isInfinite();
            }
        }
    }

    private static void assertClose(JsonNode row, String name, double actual) {
        double expected = row.get(name).asDouble();
        assertThat(actual)
                .as(name + " of " + row)
                .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
    }

    @Test
    void flipRatioFollowsLarq() {
        JsonNode golden = GoldenFile.read("binary", "flip_ratio.json");
        FlipRatio ratio = new FlipRatio();
        for (int i = 0; i < golden.get("values").size(); i++) {
            ratio.update(vector(golden.get("values").get(i)));
            assertThat(ratio.result())
                    .isCloseTo(
                            golden.get("resultAfterEachUpdate").get(i).asDouble(), within(1e-12));
        }
        FlipRatio documented = new FlipRatio();
        JsonNode example = golden.get("docExample");
        for (int i = 0; i < example.get("values").size(); i++) {
            documented.update(vector(example.get("values").get(i)).castTo(DataType.FLOAT));
            assertThat(documented.result())
                    .isCloseTo(example.get("result").get(i).asDouble(), within(1e-12));
        }
    }

    private static INDArray vector(JsonNode numbers) {
        double[] values = new double[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).asDouble();
        }
        return Nd4j.createFromArray(values);
    }

    @Test
    void resetKeepsWhatIsStoredButDoesNotCountTheNextUpdate() {
        FlipRatio ratio = new FlipRatio();
        ratio.update(1, 1);
        ratio.update(-1, 1);
        assertThat(ratio.result()).isEqualTo(0.5);
        ratio.reset();
        assertThat(ratio.result()).isZero();
        ratio.update(1, -1);
        assertThat(ratio.result()).isZero();
        ratio.update(1, 1);
        assertThat(ratio.result()).isEqualTo(0.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ratio.update(1, 1, 1))
                .withMessage("There were 2 values, now 3");
    }

    private static double[] laplace(int n, double b, long seed) {
        Random random = new Random(seed);
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            double u = random.nextDouble() - 0.5;
            w[i] = -b * Math.signum(u) * Math.log(1 - 2 * Math.abs(u));
        }
        return w;
    }

    /** What theory says of Laplace weights, to a few standard errors of 200 000 draws. */
    @Test
    void laplaceWeightsAreAsTheorySays() {
        double b = 0.3;
        INDArray w = Nd4j.createFromArray(laplace(200_000, b, 5)).reshape(100, 2000);
        for (double tau : new double[] {0.7, 0.85, 0.99, 1}) {
            LaplaceClamp theory = new LaplaceClamp(b, tau);
            BinaryWeightStatistics s =
                    BinaryWeightStatistics.of(w, tau, WeightOptions.plain(), Optional.empty());
            assertThat(s.scale()).isCloseTo(b, within(0.005));
            assertThat(s.clampedShare()).isCloseTo(theory.clampedShare(), within(0.005));
            assertThat(s.deadShare()).isEqualTo(s.clampedShare());
            assertThat(s.errorAtScale()).isCloseTo(theory.errorAtScale(), within(0.003));
            assertThat(s.errorAtOptimum()).isCloseTo(theory.errorAtOptimum(), within(0.003));
            assertThat(s.laplaceEntropy()).isCloseTo(theory.entropy(), within(0.02));
            assertThat(s.binaryEntropy()).isCloseTo(1, within(1e-4));
            assertThat(s.signBalance()).isCloseTo(0, within(0.012));
            assertThat(s.flippedShare()).isEmpty();
        }
    }

    @Test
    void standardizationIsPerFilterAndTheClampIsOfTheLayer() {
        // Two filters of very different size: standardized, they count alike.
        double[] w = laplace(40_000, 1, 9);
        for (int i = 20_000; i < w.length; i++) {
            w[i] = w[i] * 0.01 + 3;
        }
        INDArray latent = Nd4j.createFromArray(w).reshape(2, 20_000);
        BinaryWeightStatistics plain =
                BinaryWeightStatistics.of(latent, 0.92, WeightOptions.plain(), Optional.empty());
        BinaryWeightStatistics recu =
                BinaryWeightStatistics.of(latent, 0.92, WeightOptions.recu(), Optional.empty());
        assertThat(plain.positiveShare()).isCloseTo(0.75, within(0.01));
        assertThat(plain.signBalance()).isCloseTo(0.5, within(0.02));
        assertThat(recu.positiveShare()).isCloseTo(0.5, within(0.01));
        assertThat(recu.scale()).isCloseTo(2, within(0.05));
        assertThat(recu.clampedShare()).isCloseTo(0.16, within(0.01));
        assertThat(recu.deadShare()).isEqualTo(plain.deadShare());
        assertThat(plain.binaryEntropy()).isCloseTo(0.8113, within(0.01));
    }

    private static BinarizedWeight binarized(
            INDArray latent, Standardization standardization, Clamp clamp, double tau) {
        BinaryWeight conf =
                new BinaryWeight(
                        new Identity(ZeroSign.ZERO),
                        standardization,
                        2,
                        1e-5,
                        clamp,
                        new FixedSchedule(tau),
                        ScalingFactor.NONE,
                        BiasScaling.SCALED);
        return BinarizedWeight.of(conf, Map.of(BinaryWeight.LATENT, latent), 0, 0);
    }

    @Test
    void aLayersOwnWeightsGiveTheSameStatistics() {
        INDArray latent = Nd4j.createFromArray(laplace(360, 0.1, 4)).reshape(4, 10, 3, 3);
        BinaryWeightStatistics expected =
                BinaryWeightStatistics.of(latent, 0.9, WeightOptions.recu(), Optional.empty());
        BinaryWeightStatistics actual =
                BinaryWeightStatistics.of(
                        binarized(latent, Standardization.STANDARDIZE, Clamp.LAPLACE, 0.9),
                        Optional.of(expected.signs()));
        assertThat(actual.weights()).isEqualTo(360);
        assertThat(actual.tau()).isEqualTo(0.9);
        assertThat(actual.scale()).isCloseTo(expected.scale(), within(1e-12));
        assertThat(actual.bound()).isCloseTo(expected.bound(), within(1e-12));
        assertThat(actual.deadShare()).isEqualTo(expected.deadShare());
        assertThat(actual.clampedShare()).isEqualTo(expected.clampedShare()).isPositive();
        assertThat(actual.errorAtScale()).isCloseTo(expected.errorAtScale(), within(1e-12));
        assertThat(actual.errorAtOptimum()).isCloseTo(expected.errorAtOptimum(), within(1e-12));
        assertThat(actual.laplaceEntropy()).isCloseTo(expected.laplaceEntropy(), within(1e-12));
        assertThat(actual.positiveShare()).isEqualTo(expected.positiveShare());
        assertThat(actual.flippedShare()).hasValue(0);
    }

    /** Of 40 values the quantiles 0.1 and 0.9 lie between the 4th and 5th from each end. */
    @Test
    void anEmpiricalClampHasTheWeightsOwnBounds() {
        INDArray latent = Nd4j.linspace(DataType.DOUBLE, -10, 0.75, 40).reshape(2, 20, 1, 1);
        BinaryWeightStatistics s =
                BinaryWeightStatistics.of(
                        binarized(latent, Standardization.NONE, Clamp.EMPIRICAL, 0.9),
                        Optional.empty());
        assertThat(s.clampedShare()).isEqualTo(0.2);
        assertThat(s.bound()).isCloseTo(-10 + 0.75 * 35.1, within(1e-12));
        assertThat(s.scale()).isCloseTo(meanAbsolute(latent), within(1e-12));
        BinaryWeightStatistics none =
                BinaryWeightStatistics.of(
                        binarized(latent, Standardization.CENTER, Clamp.NONE, 0.9),
                        Optional.empty());
        assertThat(none.tau()).isEqualTo(1);
        assertThat(none.clampedShare()).isZero();
        assertThat(none.bound()).isInfinite();
        assertThat(none.positiveShare()).isEqualTo(0.5);
    }

    private static double meanAbsolute(INDArray array) {
        return array.norm1Number().doubleValue() / array.length();
    }

    @Test
    void flipsAreAgainstThePreviousSigns() {
        INDArray w = Nd4j.createFromArray(new float[][] {{1, -1, 2, -3}, {-1, -2, 3, 0}});
        BinaryWeightStatistics first =
                BinaryWeightStatistics.of(w, 1, WeightOptions.plain(), Optional.empty());
        assertThat(first.positiveShare()).isEqualTo(0.5);
        assertThat(first.bound()).isInfinite();
        w.putScalar(0, 1, 5);
        w.putScalar(1, 3, -1);
        BinaryWeightStatistics second =
                BinaryWeightStatistics.of(
                        w.dup('f'), 1, WeightOptions.plain(), Optional.of(first.signs()));
        assertThat(second.flippedShare()).hasValue(0.25);
        assertThat(second.weights()).isEqualTo(8);
    }

    @Test
    void allZeroWeightsAreNotANumberNowhere() {
        BinaryWeightStatistics s =
                BinaryWeightStatistics.of(
                        Nd4j.zeros(DataType.DOUBLE, 2, 3),
                        1,
                        WeightOptions.recu(),
                        Optional.empty());
        assertThat(s.clampedShare()).isZero();
        assertThat(s.errorAtScale()).isZero();
        assertThat(s.binaryEntropy()).isZero();
        assertThat(s.positiveShare()).isEqualTo(1);
        assertThat(s.laplaceEntropy()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LaplaceClamp(1, 0.5))
                .withMessage("tau must be in (1/2, 1], but is 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LaplaceClamp(0, 0.9))
                .withMessage("b must be above 0, but is 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                BinaryWeightStatistics.of(
                                        Nd4j.ones(3, 1),
                                        0.9,
                                        WeightOptions.recu(),
                                        Optional.empty()))
                .withMessageContaining("at least 2 weights");
    }
}
