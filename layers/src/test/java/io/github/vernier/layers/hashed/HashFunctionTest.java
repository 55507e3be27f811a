/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.parameterized.WeightShape;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashFunctionTest {

    private static final WeightShape SHAPE = new WeightShape(10, 8, 3, 3);

    /** The documented formula in arbitrary precision. */
    private static long obviousDraw(long seed, long i) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(64);
        BigInteger z =
                BigInteger.valueOf(seed)
                        .add(
                                new BigInteger("9E3779B97F4A7C15", 16)
                                        .multiply(BigInteger.valueOf(i + 1)))
                        .mod(modulus);
        z = z.xor(z.shiftRight(30)).multiply(new BigInteger("BF58476D1CE4E5B9", 16)).mod(modulus);
        z = z.xor(z.shiftRight(27)).multiply(new BigInteger("94D049BB133111EB", 16)).mod(modulus);
        return z.xor(z.shiftRight(31)).longValue();
    }

    private static int obviousBelow(int n, long draw) {
        BigInteger unsigned = new BigInteger(Long.toUnsignedString(draw));
        return unsigned.multiply(BigInteger.valueOf(n)).shiftRight(64).intValue();
    }

    @Test
    void uniformIsTheDocumentedFormula() {
        for (long seed : new long[] {0, 1, -7, Long.MAX_VALUE}) {
            int[] indices = HashFunction.UNIFORM.indices(500, 37, seed);
            for (int j = 0; j < indices.length; j++) {
                assertThat(indices[j]).isEqualTo(obviousBelow(37, obviousDraw(seed, j)));
            }
        }
    }

    @Test
    void balancedIsTheDocumentedShuffle() {
        int[] expected = IntStream.range(0, 100).map(j -> j % 7).toArray();
        for (int j = 99; j > 0; j--) {
            int k = obviousBelow(j + 1, obviousDraw(42, j));
            int swapped = expected[j];
            expected[j] = expected[k];
            expected[k] = swapped;
        }
        assertThat(HashFunction.BALANCED.indices(100, 7, 42)).isEqualTo(expected);
    }

    /** A saved model depends on these numbers: they may never change. */
    @Test
    void tablesNeverChange() {
        HashedWeight balanced =
                HashedWeight.hashed(BucketCount.exactly(9), HashFunction.BALANCED, 123, true);
        HashedWeight published = HashedWeight.published(BucketCount.divisor(10), 123);
        assertThat(Arrays.copyOf(balanced.indexTable(SHAPE), 12)).containsExactly(PINNED_BALANCED);
        assertThat(Arrays.copyOf(published.indexTable(SHAPE), 12))
                .containsExactly(PINNED_PUBLISHED);
        assertThat(Arrays.hashCode(balanced.indexTable(SHAPE))).isEqualTo(PINNED_BALANCED_HASH);
        assertThat(Arrays.hashCode(balanced.negatives(SHAPE))).isEqualTo(PINNED_SIGNS_HASH);
    }

    private static final int[] PINNED_BALANCED = {0, 7, 1, 4, 2, 0, 3, 6, 7, 1, 5, 5};
    private static final int[] PINNED_PUBLISHED = {38, 17, 41, 39, 69, 16, 50, 70, 69, 53, 24, 14};
    private static final int PINNED_BALANCED_HASH = -391292433;
    private static final int PINNED_SIGNS_HASH = -115729937;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 72, 719, 720})
    void balancedUsesEveryBucketEquallyOften(int buckets) {
        int[] counts = new int[buckets];
        for (int b : HashFunction.BALANCED.indices(720, buckets, 9)) {
            counts[b]++;
        }
        assertThat(Arrays.stream(counts).min().getAsInt()).isEqualTo(720 / buckets);
        assertThat(Arrays.stream(counts).max().getAsInt()).isEqualTo((720 + buckets - 1) / buckets);
    }

    @ParameterizedTest
    @EnumSource
    void bucketsAreUniformOverPositions(HashFunction function) {
        // Chi-square over 16 buckets in the first half of the table; 99.99 % quantile for 15
        // degrees
        // of freedom is 44.3.
        int[] indices = function.indices(64_000, 16, 2024);
        double[] counts = new double[16];
        for (int j = 0; j < 32_000; j++) {
            counts[indices[j]]++;
        }
        double chi = Arrays.stream(counts).map(c -> (c - 2000) * (c - 2000) / 2000).sum();
        assertThat(chi).isLessThan(44.3);
    }

    @Test
    void signsAreBalancedAndIndependentOfTheBucket() {
        WeightShape shape = new WeightShape(64, 64, 3, 3);
        HashedWeight weight =
                HashedWeight.hashed(BucketCount.exactly(2), HashFunction.UNIFORM, 77, true);
        int[] indices = weight.indexTable(shape);
        boolean[] negative = weight.negatives(shape);
        int[][] counts = new int[2][2];
        for (int j = 0; j < indices.length; j++) {
            counts[indices[j]][negative[j] ? 1 : 0]++;
        }
        double quarter = indices.length / 4.0;
        for (int[] row : counts) {
            for (int count : row) {
                // Five standard deviations of a binomial count.
                assertThat(Math.abs(count - quarter)).isLessThan(5 * Math.sqrt(quarter * 0.75));
            }
        }
    }

    @Test
    void thePublishedTableNeverUsesTheLastBucket() {
        HashedWeight published = HashedWeight.published(BucketCount.exactly(5), 3);
        int[] indices = published.indexTable(SHAPE);
        assertThat(Arrays.stream(indices).max().getAsInt()).isEqualTo(3);
        assertThat(published.buckets(SHAPE)).isEqualTo(5);
    }

    @Test
    void shapesAndSeedsGiveDifferentTables() {
        HashedWeight one =
                HashedWeight.hashed(BucketCount.exactly(40), HashFunction.UNIFORM, 1, false);
        HashedWeight two =
                HashedWeight.hashed(BucketCount.exactly(40), HashFunction.UNIFORM, 2, false);
        assertThat(one.indexTable(SHAPE)).isEqualTo(one.indexTable(SHAPE));
        assertThat(one.indexTable(SHAPE)).isNotEqualTo(two.indexTable(SHAPE));
        assertThat(one.indexTable(SHAPE))
                .isNotEqualTo(one.indexTable(new WeightShape(8, 10, 3, 3)));
    }
}
