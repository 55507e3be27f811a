/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A parameter of which numbers are moved for a while.
 *
 * @param values {@code [length]}, shared with the network
 */
public record PerturbedParameter(INDArray values) {

    /**
     * Computes with a number moved, and puts back its bits.
     *
     * @param coordinate position of the number
     * @param by how much is added to it
     * @param computation what to compute
     * @param <T> type of its result
     * @return its result
     */
    public <T> T at(long coordinate, double by, Supplier<T> computation) {
        // Exact for all floating types: a double holds each of their values.
        double here = values.getDouble(coordinate);
        values.putScalar(coordinate, here + by);
        try {
            return computation.get();
        } finally {
            values.putScalar(coordinate, here);
        }
    }

    /**
     * Computes with several numbers moved, and puts back their bits.
     *
     * @param coordinates positions of the numbers
     * @param by how much is added to each
     * @param computation what to compute
     * @param <T> type of its result
     * @return its result
     */
    public <T> T at(long[] coordinates, double[] by, Supplier<T> computation) {
        INDArray before = values.dup();
        double[] moved = before.toDoubleVector();
        for (int i = 0; i < coordinates.length; i++) {
            moved[(int) coordinates[i]] += by[i];
        }
        values.assign(Nd4j.createFromArray(moved).castTo(values.dataType()));
        try {
            return computation.get();
        } finally {
            values.assign(before);
        }
    }
}
