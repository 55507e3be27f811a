/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitMix64Test {

    private static final int DRAWS = 100_000;

    @Test
    void producesThePublishedSequenceOfSeedZero() {
        SplitMix64 random = new SplitMix64(0);
        assertThat(random.nextLong()).isEqualTo(0xE220A8397B1DCDAFL);
        assertThat(random.nextLong()).isEqualTo(0x6E789E6AA1B965F4L);
        assertThat(random.nextLong()).isEqualTo(0x06C45D188009454FL);
    }

    @Test
    void streamsDifferInEveryPartOfTheKeyAndInItsOrder() {
        assertThat(
                        Stream.of(
                                        SplitMix64.stream(1),
                                        SplitMix64.stream(1, 2),
                                        SplitMix64.stream(1, 2, 3),
                                        SplitMix64.stream(1, 3, 2),
                                        SplitMix64.stream(2, 2, 3),
                                        SplitMix64.stream(1, 2, 4))
                                .map(SplitMix64::nextLong))
                .doesNotHaveDuplicates();
        assertThat(SplitMix64.stream(5, 6, 7).nextLong())
                .isEqualTo(SplitMix64.stream(5, 6, 7).nextLong());
    }

    @Test
    void integersAreUniformBelowTheBound() {
        SplitMix64 random = new SplitMix64(3);
        int[] counts = new int[9];
        for (int i = 0; i < DRAWS; i++) {
            counts[random.nextInt(counts.length)]++;
        }
        double expected = (double) DRAWS / counts.length;
        double chiSquare =
                IntStream.of(counts)
                        .mapToDouble(c -> (c - expected) * (c - expected) / expected)
                        .sum();
        // 99.9 % quantile of chi-square with 8 degrees of freedom.
        assertThat(chiSquare).isLessThan(26.1);
    }

    @Test
    void gaussianHasMeanZeroVarianceOneAndBoundedTails() {
        SplitMix64 random = new SplitMix64(4);
        double[] draws =
                IntStream.range(0, DRAWS).mapToDouble(i -> random.nextGaussian()).toArray();
        double mean = Arrays.stream(draws).sum() / DRAWS;
        double square = Arrays.stream(draws).map(d -> d * d).sum() / DRAWS;
        double fourth = Arrays.stream(draws).map(d -> d * d * d * d).sum() / DRAWS;
        assertThat(mean).isCloseTo(0, within(0.01));
        assertThat(square).isCloseTo(1, within(0.02));
        // Sum of four uniforms: excess kurtosis -6/5 / 4 = -0.3.
        assertThat(fourth).isCloseTo(2.7, within(0.06));
        assertThat(Arrays.stream(draws).map(Math::abs).max().orElseThrow()).isLessThan(3.4642);
    }

    @Test
    void shuffleIsAPermutationAndEveryPositionIsReached() {
        int n = 6;
        int[][] counts = new int[n][n];
        SplitMix64 random = new SplitMix64(5);
        for (int trial = 0; trial < 6000; trial++) {
            int[] items = IntStream.range(0, n).toArray();
            random.shuffle(items);
            assertThat(items).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
            for (int i = 0; i < n; i++) {
                counts[i][items[i]]++;
            }
        }
        for (int[] row : counts) {
            for (int count : row) {
                assertThat(count).isBetween(870, 1130);
            }
        }
    }
}
