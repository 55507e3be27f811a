/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

/**
 * Pseudo-random numbers that are the same on every Java version: the mixer of Steele, Lea and Flood
 * over a counter that grows by the golden ratio.
 *
 * <p>{@code java.util.SplittableRandom} promises its stream only within one version of Java, and
 * the images drawn from this stream have pinned checksums.
 *
 * <p>Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014, figure 17.
 */
final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    /** Standard deviation of the sum of four uniform 16-bit integers: 4 (2^32 - 1) / 12, rooted. */
    private static final double SUM_OF_FOUR_STD = StrictMath.sqrt((0x1.0p32 - 1) / 3);

    private static final double SUM_OF_FOUR_MEAN = 2 * 65535.0;

    private long state;

    SplitMix64(long seed) {
        this.state = seed;
    }

    /**
     * The stream of one element of a family, such as example 7 of epoch 3: neighbouring keys give
     * unrelated streams, so no element depends on how many numbers another one drew.
     */
    static SplitMix64 stream(long seed, long... key) {
        long mixed = mix(seed + GOLDEN_GAMMA);
        for (long part : key) {
            mixed = mix((mixed ^ part) + GOLDEN_GAMMA);
        }
        return new SplitMix64(mixed);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform on 0 … bound-1; the bias of the multiplication is below bound / 2^32. */
    int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    boolean nextBoolean() {
        return nextLong() < 0;
    }

    /** Uniform on [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** Uniform on [low, high). */
    double nextDouble(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /**
     * Mean 0, variance 1, nearly normal (the sum of four uniforms, so within ±3.46): exact integer
     * arithmetic, where Box-Muller would need two transcendental functions per pixel.
     */
    double nextGaussian() {
        long bits = nextLong();
        long sum =
                (bits & 0xFFFF)
                        + ((bits >>> 16) & 0xFFFF)
                        + ((bits >>> 32) & 0xFFFF)
                        + (bits >>> 48);
        return (sum - SUM_OF_FOUR_MEAN) / SUM_OF_FOUR_STD;
    }

    /** Shuffles in place (Fisher and Yates). */
    void shuffle(int[] items) {
        for (int i = items.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int kept = items[i];
            items[i] = items[j];
            items[j] = kept;
        }
    }
}
