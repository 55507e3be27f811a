/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.diagnostics;

import io.github.vernier.layers.binary.packed.SignBits;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one layer's latent weights say about its binary ones.
 *
 * <p>w1 are the latent weights after standardization (if any), b = mean|w1| over the layer, Q = −b
 * ln(2 − 2τ), w2 = w1 clamped to ±Q. Shares are of all weights of the layer, numbers without unit.
 *
 * @param weights number of weights
 * @param tau the quantile τ
 * @param scale b, the Laplace scale of w1
 * @param bound Q; infinite for τ = 1
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
        double[] w = latent.dup('c').reshape(latent.length()).toDoubleVector();
        double rawBound = bound(meanAbsolute(w), tau);
        long dead = beyond(w, rawBound);
        StandardizedFilters.apply(w, Math.toIntExact(latent.size(0)), options);
        double b = meanAbsolute(w);
        double bound = bound(b, tau);
        double absolute = 0;
        double square = 0;
        for (double value : w) {
            double magnitude = Math.min(Math.abs(value), bound);
            absolute += magnitude;
            square += magnitude * magnitude;
        }
        absolute /= w.length;
        square /= w.length;
        SignBits signs = SignBits.of(w);
        double positive = 1 - (double) signs.negatives() / w.length;
        return new BinaryWeightStatistics(
                w.length,
                tau,
                b,
                bound,
                (double) dead / w.length,
                (double) beyond(w, bound) / w.length,
                square - 2 * b * absolute + b * b,
                square - absolute * absolute,
                b > 0 ? new LaplaceClamp(b, tau).entropy() : Double.NEGATIVE_INFINITY,
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

    private static long beyond(double[] w, double bound) {
        long count = 0;
        for (double value : w) {
            count += Math.abs(value) > bound ? 1 : 0;
        }
        return count;
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
