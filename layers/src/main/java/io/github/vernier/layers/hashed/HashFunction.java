/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

/**
 * Assigns a bucket to each weight, from a seed alone.
 *
 * <p>All randomness is the SplitMix64 sequence: draw number i (from 0) is {@code mix(seed + (i + 1)
 * · 0x9E3779B97F4A7C15)} in 64-bit arithmetic, with
 *
 * <pre>{@code
 * mix(z): z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9
 *         z = (z ^ z >>> 27) * 0x94D049BB133111EB
 *         z ^ z >>> 31
 * }</pre>
 *
 * and {@code below(n, draw)}, a number from 0 to n − 1, is the high 64 bits of the unsigned product
 * {@code draw · n}. The sign of weight j is minus where the lowest bit of draw number j is 1.
 */
public enum HashFunction {

    /** {@code index(j) = below(B, draw(j))}: independent and uniform, as published. */
    UNIFORM {
        @Override
        void fill(int[] indices, int buckets, long seed) {
            for (int j = 0; j < indices.length; j++) {
                indices[j] = below(buckets, draw(seed, j));
            }
        }
    },

    /**
     * Every bucket equally often (to within one): {@code index(j) = j mod B}, then shuffled by
     * exchanging element j with element {@code below(j + 1, draw(j))} for j = n − 1, …, 1.
     *
     * <p>With as many buckets as weights each weight has its own. UNIFORM would leave a share
     * e^(−n/B) of the buckets without any weight, 14 % at B = n/2.
     */
    BALANCED {
        @Override
        void fill(int[] indices, int buckets, long seed) {
            for (int j = 0, bucket = 0; j < indices.length; j++) {
                indices[j] = bucket;
                bucket = bucket + 1 == buckets ? 0 : bucket + 1;
            }
            for (int j = indices.length - 1; j > 0; j--) {
                int other = below(j + 1, draw(seed, j));
                int exchanged = indices[j];
                indices[j] = indices[other];
                indices[other] = exchanged;
            }
        }
    };

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    abstract void fill(int[] indices, int buckets, long seed);

    /**
     * The buckets of all weights.
     *
     * @param weights number of weights
     * @param buckets number of buckets
     * @param seed the seed
     * @return the bucket of each weight, from 0 to {@code buckets - 1}
     */
    public int[] indices(int weights, int buckets, long seed) {
        int[] indices = new int[weights];
        fill(indices, buckets, seed);
        return indices;
    }

    /** Whether weight j is the negative of its bucket. */
    static boolean negative(long seed, int j) {
        return (draw(seed, j) & 1) == 1;
    }

    /** Makes one seed of several numbers. */
    static long combine(long seed, long... numbers) {
        long combined = mix(seed);
        for (long number : numbers) {
            combined = mix(combined + GOLDEN_GAMMA * (number + 1));
        }
        return combined;
    }

    static long draw(long seed, long i) {
        return mix(seed + (i + 1) * GOLDEN_GAMMA);
    }

    private static int below(int n, long draw) {
        // The unsigned high product; n is positive, so only the draw's sign needs correcting.
        return (int) (Math.multiplyHigh(draw, n) + ((draw >> 63) & n));
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
