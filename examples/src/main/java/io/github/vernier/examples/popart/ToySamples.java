/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.popart;

import java.util.SplittableRandom;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The targets of one repetition: five blocks of 1000 uniform from 0 to 1023, an outlier of 65535
 * between one block and the next; each target's input is its binary code, most significant bit
 * first.
 */
final class ToySamples {

    /** Samples of one repetition. */
    static final int COUNT = 5004;

    /** Bits of the code. */
    static final int BITS = 16;

    private static final int BLOCK = 1000;
    private static final int LARGEST = 1023;
    private static final int OUTLIER = 65535;

    private final int[] targets = new int[COUNT];
    private final DataSet[] codes = new DataSet[LARGEST + 1];
    private final DataSet outlier = sample(OUTLIER);

    /**
     * Draws the targets.
     *
     * @param random where they come from
     */
    ToySamples(SplittableRandom random) {
        for (int i = 0; i < COUNT; i++) {
            targets[i] = i % (BLOCK + 1) == BLOCK ? OUTLIER : random.nextInt(LARGEST + 1);
        }
    }

    /** Target of a sample. */
    int target(int sample) {
        return targets[sample];
    }

    /** A sample as a minibatch of one. */
    DataSet dataSet(int sample) {
        int target = targets[sample];
        if (target == OUTLIER) {
            return outlier;
        }
        if (codes[target] == null) {
            codes[target] = sample(target);
        }
        return codes[target];
    }

    private static DataSet sample(int target) {
        double[][] code = new double[1][BITS];
        for (int bit = 0; bit < BITS; bit++) {
            code[0][bit] = target >> (BITS - 1 - bit) & 1;
        }
        return new DataSet(
                Nd4j.createFromArray(code), Nd4j.createFromArray(new double[][] {{target}}));
    }
}
