/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.memory.HostMemory;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A copy of a parameter vector, to tell whether the vector has changed since.
 *
 * <p>Parameters are views of one array that anything may write to (an updater, {@code setParams},
 * averaging, a user), so that only their values tell.
 */
final class ParameterSnapshot {

    private INDArray copy;
    private boolean valid;

    /** Whether the vector has the bits that were taken. */
    boolean matches(INDArray parameters) {
        return valid && copy.length() == parameters.length() && sameBits(copy, parameters);
    }

    void take(INDArray parameters) {
        if (copy == null || copy.length() != parameters.length()) {
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                copy = Nd4j.createUninitialized(parameters.dataType(), parameters.length());
            }
        }
        copy.assign(parameters.reshape(parameters.length()));
        valid = true;
    }

    void forget() {
        valid = false;
    }

    private static boolean sameBits(INDArray a, INDArray b) {
        if (HostMemory.isAccessible(b)) {
            return HostMemory.bytes(a).mismatch(HostMemory.bytes(b)) < 0;
        }
        return !a.neq(b.reshape(b.length())).any();
    }
}
