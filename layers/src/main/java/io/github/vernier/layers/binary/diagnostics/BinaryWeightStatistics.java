/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.diagnostics;

import io.github.vernier.layers.binary.BinarizedWeight;
import io.github.vernier.layers.binary.packed.SignBits;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one layer's latent weights say about its binary ones.
 *
 * <p>w1 are the latent weights after standardization (if any), b = mean|w1| over the layer, Q = −b
 * ln(2 − 2τ), w2 = w1 clamped to ±Q, or to the bounds a layer has by another rule. Shares are of
 * all weights of the layer, numbers without unit.
 *
 * @param weights number of weights
 * @param tau the quantile τ
 * @param scale b, the Laplace scale of w1
 * @param bound Q, or the layer's upper bound; infinite without a clamp
 * @param latentBound Q of the latent weights as they are, not standardized; infinite if τ is 1
 * @param deadShare share of latent weights, not standardized, beyond their own Q: far out in the
 *     tails, where signs hardly flip
 * @param clampedShare share of w1 beyond Q: those that the clamp gives no gradient
 * @param errorAtScale mean of {@code (w2 − b sign w2)²}, the paper's convention
 * @param errorAtOptimum mean of {@code (w2 − α sign w2)²} with the best α, mean|w2|
 * @param laplaceEntropy differential entropy of w2 in nats if w1 were Laplace of scale b; of the
 *     latent weights, not of the binary ones
 * @param binaryEntropy entropy of the binary weights in bits for each, {@code H2(positiveShare)}
 * @param positiveShare share of binary weights that are +1, sign(0) = +1
 * @param flippedShare share of signs that differ from the previous ones; empty without any
 * @param signs the signs, to be given as previous ones next time: one bit for each
 */
public record BinaryWeightStatistics(
        long weights,
        double tau,
        double scale,
        double bound,
        double latentBound,
        double deadShare,
        double clampedShare,
        double errorAtScale,
        double errorAtOptimum,
        double laplaceEntropy,
        double binaryEntropy,
        double positiveShare,
        OptionalDouble flippedShare,
        SignBits signs) {

    /**
     * Looks at the latent weights of a layer.
     *
     * <p>Cost: the weights are copied once to Java's heap as {@code double} and gone over three
     * times (moments of filters, magnitude, clamp), whatever their order and type.
     *
     * @param latent {@code [nOut, …]}, at least 2 weights for each filter if standardized
     * @param tau the quantile τ in (1/2, 1]; 1 clamps nothing
     * @param options what the layer does before the clamp
     * @param previous signs of an earlier moment, if there are any
     * @return the statistics
     * @throws IllegalArgumentException if τ is out of range, or the previous signs are not as many
     */
    public static BinaryWeightStatistics of(
            INDArray latent, double tau, WeightOptions options, Optional<SignBits> previous) {
        double[] w = values(latent);
        Tails tails = Tails.of(w, tau);
        StandardizedFilters.apply(w, Math.toIntExact(latent.size(0)), options);
        double b = meanAbsolute(w);
        double bound = bound(b, tau);
        return of(w, tails, new Clamped(tau, b, -bound, bound), previous);
    }

    /**
     * Looks at the weights of a layer as the layer itself has them, with its kind of
     * standardization and clamp.
     *
     * @param weight what the binary weight is made of
     * @param previous signs of an earlier moment, if there are any
     * @return the statistics
     * @throws IllegalArgumentException if the previous signs are not as many
     */
    public static BinaryWeightStatistics of(BinarizedWeight weight, Optional<SignBits> previous) {
        return of(
                values(weight.standardized()),
                Tails.of(values(weight.latent()), weight.tau()),
                new Clamped(weight.tau(), weight.laplaceScale(), weight.lower(), weight.upper()),
                previous);
    }

    private static double[] values(INDArray array) {
        return array.dup('c').reshape(array.length()).toDoubleVector();
    }

    /** What is beyond the weights' own Q. */
    private record Tails(double bound, double share) {

        static Tails of(double[] w, double tau) {
            double bound = BinaryWeightStatistics.bound(meanAbsolute(w), tau);
            long beyond = 0;
            for (double value : w) {
                beyond += Math.abs(value) > bound ? 1 : 0;
            }
            return new Tails(bound, (double) beyond / w.length);
        }
    }

    /** What a clamp is, at the scale b of what it clamps. */
    private record Clamped(double tau, double b, double lower, double upper) {

        double apply(double value) {
            return Math.max(lower, Math.min(upper, value));
        }

        boolean isBeyond(double value) {
            return value < lower || value > upper;
        }
    }

    private static BinaryWeightStatistics of(
            double[] w, Tails tails, Clamped clamp, Optional<SignBits> previous) {
        double absolute = 0;
        double square = 0;
        long beyond = 0;
        for (int i = 0; i < w.length; i++) {
            beyond += clamp.isBeyond(w[i]) ? 1 : 0;
            w[i] = clamp.apply(w[i]);
            absolute += Math.abs(w[i]);
            square += w[i] * w[i];
        }
        absolute /= w.length;
        square /= w.length;
        double b = clamp.b();
        SignBits signs = SignBits.of(w);
        double positive = 1 - (double) signs.negatives() / w.length;
        return new BinaryWeightStatistics(
                w.length,
                clamp.tau(),
                b,
                clamp.upper(),
                tails.bound(),
                tails.share(),
                (double) beyond / w.length,
                square - 2 * b * absolute + b * b,
                square - absolute * absolute,
                b > 0 ? new LaplaceClamp(b, clamp.tau()).entropy() : Double.NEGATIVE_INFINITY,
                entropyInBits(positive),
                positive,
                previous.isPresent()
                        ? OptionalDouble.of((double) signs.differences(previous.get()) / w.length)
                        : OptionalDouble.empty(),
                signs);
    }

    /**
     * Surplus of one sign.
     *
     * @return from −1 (all negative) over 0 (balanced) to 1
     */
    public double signBalance() {
        return 2 * positiveShare - 1;
    }

    private static double bound(double b, double tau) {
        // All-zero weights are at their bound, not beyond it.
        return b > 0 ? new LaplaceClamp(b, tau).bound() : 0;
    }

    private static double meanAbsolute(double[] w) {
        double sum = 0;
        for (double value : w) {
            sum += Math.abs(value);
        }
        return sum / w.length;
    }

    /**
     * Entropy of a coin.
     *
     * @param p probability of one side
     * @return {@code −p log2 p − (1−p) log2(1−p)}, 0 for a certain outcome
     */
    public static double entropyInBits(double p) {
        return part(p) + part(1 - p);
    }

    private static double part(double p) {
        return p == 0 ? 0 : -p * Math.log(p) / Math.log(2);
    }
}
