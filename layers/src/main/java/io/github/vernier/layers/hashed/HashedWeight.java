/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import io.github.vernier.layers.parameterized.WeightFunction;
import io.github.vernier.layers.parameterized.WeightParameter;
import io.github.vernier.layers.parameterized.WeightParameterization;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;

/**
 * Weight sharing by a hash: {@code W[j] = sign(j) · buckets[index(j)]}.
 *
 * <p>Parameter: {@code buckets [B]}. Gradient: {@code dL/dbuckets[b] = Σ_{index(j) = b} sign(j) ·
 * dL/dW[j]}. Source: arXiv 1504.04788; BayesWatch/deficient-efficient models/hashed.py.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE,
        setterVisibility = JsonAutoDetect.Visibility.NONE)
public final class HashedWeight implements WeightParameterization {

    private static final long serialVersionUID = 1;

    /** Key of the parameter. */
    public static final String BUCKETS = "buckets";

    private BucketCount count;
    private HashFunction function;
    private long seed;
    private boolean signed;
    private boolean lastBucketUnused;
    private int[] indices;
    private int[] signs;

    private HashedWeight() {}

    private HashedWeight(
            BucketCount count,
            HashFunction function,
            long seed,
            boolean signed,
            boolean lastBucketUnused,
            int[] indices,
            int[] signs) {
        if (count == null) {
            throw new IllegalArgumentException(
                    "Hashed weight: buckets, a ratio or decimate() must be given");
        }
        this.count = count;
        this.function = function;
        this.seed = seed;
        this.signed = signed;
        this.lastBucketUnused = lastBucketUnused;
        this.indices = indices;
        this.signs = signs;
    }

    /**
     * Sharing by a hash of a seed.
     *
     * @param count number of buckets
     * @param function the hash
     * @param seed what the table is derived from, together with the tensor's shape and the number
     *     of buckets
     * @param signed whether weights also get a sign from the hash
     * @return the parameterization
     */
    public static HashedWeight hashed(
            BucketCount count, HashFunction function, long seed, boolean signed) {
        return new HashedWeight(count, function, seed, signed, false, null, null);
    }

    /**
     * Sharing as the published code draws it: independent, and never the last bucket.
     *
     * @param count number of buckets, at least 2
     * @param seed what the table is derived from
     * @return the parameterization
     */
    public static HashedWeight published(BucketCount count, long seed) {
        return new HashedWeight(count, HashFunction.UNIFORM, seed, false, true, null, null);
    }

    /**
     * Sharing by a given table.
     *
     * @param buckets number of buckets
     * @param indices the bucket of each weight in C order, from 0 to {@code buckets - 1}
     * @param signs +1 or −1 for each weight, or null for none
     * @return the parameterization
     * @throws IllegalArgumentException if an index or sign is out of range, or the lengths differ
     */
    public static HashedWeight table(long buckets, int[] indices, int[] signs) {
        for (int j = 0; j < indices.length; j++) {
            if (indices[j] < 0 || indices[j] >= buckets) {
                throw new IllegalArgumentException(
                        "Index table: entry "
                                + j
                                + " must be in [0, "
                                + buckets
                                + "), but is "
                                + indices[j]);
            }
        }
        if (signs != null) {
            if (signs.length != indices.length) {
                throw new IllegalArgumentException(
                        "Sign table has "
                                + signs.length
                                + " entries, the index table "
                                + indices.length);
            }
            for (int j = 0; j < signs.length; j++) {
                if (signs[j] != 1 && signs[j] != -1) {
                    throw new IllegalArgumentException(
                            "Sign table: entry " + j + " must be 1 or -1, but is " + signs[j]);
                }
            }
        }
        return new HashedWeight(
                BucketCount.exactly(buckets),
                HashFunction.UNIFORM,
                0,
                signs != null,
                false,
                indices.clone(),
                signs == null ? null : signs.clone());
    }

    /**
     * Number of buckets for a tensor.
     *
     * @param shape the tensor's shape
     * @return number of parameters; 0 while the number of input channels is unknown
     * @throws IllegalArgumentException if there would be more buckets than weights, or too few, or
     *     there is a table of another size
     */
    public long buckets(WeightShape shape) {
        if (shape.length() == 0) {
            return 0;
        }
        long buckets = count.of(shape.length());
        long least = lastBucketUnused ? 2 : 1;
        if (buckets < least || buckets > shape.length()) {
            throw new IllegalArgumentException(
                    "Hashed weight "
                            + Arrays.toString(shape.toArray())
                            + ": the number of buckets must be from "
                            + least
                            + " to the number of weights, "
                            + shape.length()
                            + ", but is "
                            + buckets);
        }
        requireTableOf(shape);
        return buckets;
    }

    private void requireTableOf(WeightShape shape) {
        if (indices != null && indices.length != shape.length()) {
            throw new IllegalArgumentException(
                    "Index table has "
                            + indices.length
                            + " entries, but the weight "
                            + Arrays.toString(shape.toArray())
                            + " has "
                            + shape.length());
        }
    }

    /**
     * The bucket of each weight.
     *
     * @param shape the tensor's shape
     * @return indices in C order
     */
    public int[] indexTable(WeightShape shape) {
        int weights = Math.toIntExact(shape.length());
        if (indices == null) {
            int used = (int) buckets(shape) - (lastBucketUnused ? 1 : 0);
            return function.indices(weights, used, tableSeed(shape));
        }
        requireTableOf(shape);
        return indices.clone();
    }

    /**
     * The sign of each weight.
     *
     * @param shape the tensor's shape
     * @return whether weight j is the negative of its bucket, in C order; all false without signs
     */
    public boolean[] negatives(WeightShape shape) {
        boolean[] negative = new boolean[Math.toIntExact(shape.length())];
        if (signs != null) {
            for (int j = 0; j < negative.length; j++) {
                negative[j] = signs[j] < 0;
            }
        } else if (signed) {
            // Its own stream: a bucket must not tell the sign.
            long signSeed = HashFunction.combine(tableSeed(shape), 1);
            for (int j = 0; j < negative.length; j++) {
                negative[j] = HashFunction.negative(signSeed, j);
            }
        }
        return negative;
    }

    /** Layers of different shapes get different tables from one seed. */
    private long tableSeed(WeightShape s) {
        return HashFunction.combine(seed, s.nOut(), s.nIn(), s.kH(), s.kW(), buckets(s));
    }

    @Override
    public List<WeightParameter> parameters(WeightShape shape) {
        return List.of(WeightParameter.regularized(BUCKETS, buckets(shape)));
    }

    @Override
    public WeightFunction bind(WeightShape shape, DataType type) {
        BucketTable table =
                new BucketTable(
                        indexTable(shape),
                        signed ? negatives(shape) : null,
                        Math.toIntExact(buckets(shape)));
        return new WeightFunction() {
            @Override
            public INDArray weight(Map<String, INDArray> theta, INDArray buffer, boolean training) {
                table.gather(theta.get(BUCKETS), buffer);
                return buffer;
            }

            @Override
            public void backprop(
                    Map<String, INDArray> theta,
                    INDArray weight,
                    INDArray weightGradient,
                    Map<String, INDArray> gradients) {
                table.scatterAdd(weightGradient, gradients.get(BUCKETS));
            }
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HashedWeight that
                && seed == that.seed
                && signed == that.signed
                && lastBucketUnused == that.lastBucketUnused
                && function == that.function
                && count.equals(that.count)
                && Arrays.equals(indices, that.indices)
                && Arrays.equals(signs, that.signs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(count, function, seed, signed, lastBucketUnused)
                + 31 * Arrays.hashCode(indices);
    }

    @Override
    public String toString() {
        return "hashed(buckets="
                + count
                + (indices == null ? ", " + function + ", seed=" + seed : ", given table")
                + (signed ? ", signed" : "")
                + (lastBucketUnused ? ", last bucket unused" : "")
                + ")";
    }
}
