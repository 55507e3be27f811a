/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import io.github.vernier.layers.parameterized.WeightParameterization;
import java.io.Serializable;
import java.util.Objects;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitUniform;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;

/** The options that hashed layers share; set by their builders only. */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE,
        setterVisibility = JsonAutoDetect.Visibility.NONE)
public final class HashOptions implements Serializable, Cloneable {

    private static final long serialVersionUID = 1;

    HashFunction function = HashFunction.BALANCED;
    long seed;
    boolean signed;
    boolean referenceCompatible;

    HashOptions() {}

    /** Sharing with that many buckets by these options. */
    WeightParameterization weight(BucketCount count, long stream) {
        long streamSeed = stream == 0 ? seed : HashFunction.combine(seed, stream);
        if (!referenceCompatible) {
            return HashedWeight.hashed(count, function, streamSeed, signed);
        }
        if (signed) {
            throw new IllegalArgumentException(
                    "signed(true) and referenceCompatible(true) exclude each other: the published"
                            + " code has no sign hash");
        }
        return HashedWeight.published(count, streamSeed);
    }

    /** The scheme to use: the published one, uniform in ±1/√fanIn, if nothing else is asked for. */
    IWeightInit weightInit(IWeightInit asked) {
        return asked == null && referenceCompatible ? new WeightInitUniform() : asked;
    }

    /** Fills a bias: as published, or with a constant. */
    void initializeBias(double constant, long fanIn, INDArray bias) {
        if (referenceCompatible) {
            double bound = 1 / Math.sqrt(fanIn);
            bias.assign(Nd4j.rand(bias.dataType(), bias.length()).muli(2 * bound).subi(bound));
        } else {
            bias.assign(constant);
        }
    }

    HashOptions copy() {
        try {
            return (HashOptions) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HashOptions that
                && function == that.function
                && seed == that.seed
                && signed == that.signed
                && referenceCompatible == that.referenceCompatible;
    }

    @Override
    public int hashCode() {
        return Objects.hash(function, seed, signed, referenceCompatible);
    }
}
