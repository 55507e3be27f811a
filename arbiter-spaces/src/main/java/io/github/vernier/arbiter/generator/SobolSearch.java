/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.trial.Study;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Points that fill the space evenly: Sobol's sequence with a random digital shift.
 *
 * <p>Each coordinate's binary digits are XORed with random ones, x ⊕ s, which keeps the sequence's
 * nets and makes every point uniform over seeds (Owen, "Randomly permuted (t,m,s)-nets", 1995,
 * simplest case). Direction numbers of Joe and Kuo (2008) as Commons Math has them, up to {@value
 * #MAX_DIMENSION} parameters. Numbers of trials that are powers of two fill the space best.
 */
public final class SobolSearch implements Generator {

    /** As many as Commons Math has direction numbers for. */
    public static final int MAX_DIMENSION = 1000;

    @Override
    public String settings() {
        return "Sobol";
    }

    @Override
    public boolean learns() {
        return false;
    }

    @Override
    public CandidateSequence begin(SearchSpace<?> space, Study study) {
        int dimension = space.dimension();
        if (dimension > MAX_DIMENSION) {
            throw new IllegalArgumentException(
                    "Sobol's sequence has at most "
                            + MAX_DIMENSION
                            + " dimensions, but the space has "
                            + dimension);
        }
        ShiftedSobol points = new ShiftedSobol(dimension, study.seed());
        return history -> Optional.of(points.next());
    }

    /** The shifted sequence itself. */
    static final class ShiftedSobol {

        /** Digits of Commons Math's points. */
        private static final int DIGITS = 52;

        private static final double SCALE = 1L << DIGITS;

        private final SobolSequenceGenerator points;
        private final long[] shift;

        ShiftedSobol(int dimension, long seed) {
            this.points = new SobolSequenceGenerator(Math.max(1, dimension));
            this.shift = new SplittableRandom(seed).longs(dimension, 0, 1L << DIGITS).toArray();
        }

        double[] next() {
            double[] point = points.nextVector();
            double[] shifted = new double[shift.length];
            for (int i = 0; i < shifted.length; i++) {
                shifted[i] = ((long) (point[i] * SCALE) ^ shift[i]) / SCALE;
            }
            return shifted;
        }
    }
}
