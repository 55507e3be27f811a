/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A parameter of which one number is moved for a while.
 *
 * @param values {@code [length]}, shared with the network
 */
record PerturbedParameter(INDArray values) {

    /** Computes with a number moved, and puts back its bits. */
    <T> T at(long coordinate, double by, Supplier<T> computation) {
        // Exact for all floating types: a double holds each of their values.
        double here = values.getDouble(coordinate);
        values.putScalar(coordinate, here + by);
        try {
            return computation.get();
        } finally {
            values.putScalar(coordinate, here);
        }
    }
}
