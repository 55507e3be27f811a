/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import io.github.vernier.layers.memory.HostMemory;
import io.github.vernier.layers.memory.ParallelLoop;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gather and scatter-add between buckets and the weights that share them.
 *
 * <p>In host memory both are one pass over the weights in primitive loops, with no allocation after
 * the first call; the gather is shared out among threads. Slots instead of signs keep the loops
 * free of branches: slot b is bucket b, slot B + b its negative. One pair of loops per type: Java's
 * generics stop at primitives. Elsewhere (another backend, another data type) ND4J's own operations
 * do it.
 */
final class BucketTable {

    /** Weights moved between native and Java memory at a time; fits the first-level cache. */
    private static final int CHUNK = 4096;

    private final int[] slots;
    private final int buckets;
    private final boolean signed;

    private final int shares;

    private float[] floatSlots;
    private float[][] floatChunks;
    private double[] doubleSlots;
    private double[][] doubleChunks;
    private INDArray slotArray;

    /**
     * Takes a table.
     *
     * @param negatives which weights are the negative of their bucket, or null for none
     */
    BucketTable(int[] indices, boolean[] negatives, int buckets) {
        this.buckets = buckets;
        this.signed = negatives != null;
        this.slots = indices;
        this.shares = ParallelLoop.shares(indices.length);
        if (signed) {
            for (int j = 0; j < slots.length; j++) {
                slots[j] += negatives[j] ? buckets : 0;
            }
        }
    }

    /** {@code weight[j] = ±theta[index(j)]}. */
    void gather(INDArray theta, INDArray weight) {
        if (!inHostMemory(theta) || !inHostMemory(weight)) {
            gatherByOps(theta, weight);
        } else if (theta.dataType() == DataType.FLOAT) {
            gather(HostMemory.floats(theta), HostMemory.floats(weight));
        } else {
            gather(HostMemory.doubles(theta), HostMemory.doubles(weight));
        }
    }

    /** {@code thetaGradient[b] = Σ ±weightGradient[j]} over the weights of bucket b. */
    void scatterAdd(INDArray weightGradient, INDArray thetaGradient) {
        if (!inHostMemory(weightGradient) || !inHostMemory(thetaGradient)) {
            scatterAddByOps(weightGradient, thetaGradient);
        } else if (thetaGradient.dataType() == DataType.FLOAT) {
            scatterAdd(HostMemory.floats(weightGradient), HostMemory.floats(thetaGradient));
        } else {
            scatterAdd(HostMemory.doubles(weightGradient), HostMemory.doubles(thetaGradient));
        }
    }

    private static boolean inHostMemory(INDArray array) {
        return (array.dataType() == DataType.FLOAT || array.dataType() == DataType.DOUBLE)
                && HostMemory.isAccessible(array);
    }

    private int numSlots() {
        return signed ? 2 * buckets : buckets;
    }

    private void gather(FloatBuffer theta, FloatBuffer weight) {
        allocateFloats();
        theta.get(floatSlots, 0, buckets);
        for (int b = buckets; b < floatSlots.length; b++) {
            floatSlots[b] = -floatSlots[b - buckets];
        }
        ParallelLoop.run(
                shares,
                slots.length,
                (share, first, end) -> {
                    float[] chunk = floatChunks[share];
                    for (int from = first; from < end; from += CHUNK) {
                        int n = Math.min(CHUNK, end - from);
                        for (int i = 0; i < n; i++) {
                            chunk[i] = floatSlots[slots[from + i]];
                        }
                        weight.put(from, chunk, 0, n);
                    }
                });
    }

    private void scatterAdd(FloatBuffer weightGradient, FloatBuffer thetaGradient) {
        allocateFloats();
        Arrays.fill(floatSlots, 0);
        float[] chunk = floatChunks[0];
        for (int from = 0; from < slots.length; from += CHUNK) {
            int n = Math.min(CHUNK, slots.length - from);
            weightGradient.get(chunk, 0, n);
            for (int i = 0; i < n; i++) {
                floatSlots[slots[from + i]] += chunk[i];
            }
        }
        for (int b = buckets; b < floatSlots.length; b++) {
            floatSlots[b - buckets] -= floatSlots[b];
        }
        thetaGradient.put(floatSlots, 0, buckets);
    }

    private void allocateFloats() {
        if (floatSlots == null) {
            floatSlots = new float[numSlots()];
            floatChunks = new float[shares][CHUNK];
        }
    }

    private void gather(DoubleBuffer theta, DoubleBuffer weight) {
        allocateDoubles();
        theta.get(doubleSlots, 0, buckets);
        for (int b = buckets; b < doubleSlots.length; b++) {
            doubleSlots[b] = -doubleSlots[b - buckets];
        }
        ParallelLoop.run(
                shares,
                slots.length,
                (share, first, end) -> {
                    double[] chunk = doubleChunks[share];
                    for (int from = first; from < end; from += CHUNK) {
                        int n = Math.min(CHUNK, end - from);
                        for (int i = 0; i < n; i++) {
                            chunk[i] = doubleSlots[slots[from + i]];
                        }
                        weight.put(from, chunk, 0, n);
                    }
                });
    }

    private void scatterAdd(DoubleBuffer weightGradient, DoubleBuffer thetaGradient) {
        allocateDoubles();
        Arrays.fill(doubleSlots, 0);
        double[] chunk = doubleChunks[0];
        for (int from = 0; from < slots.length; from += CHUNK) {
            int n = Math.min(CHUNK, slots.length - from);
            weightGradient.get(chunk, 0, n);
            for (int i = 0; i < n; i++) {
                doubleSlots[slots[from + i]] += chunk[i];
            }
        }
        for (int b = buckets; b < doubleSlots.length; b++) {
            doubleSlots[b - buckets] -= doubleSlots[b];
        }
        thetaGradient.put(doubleSlots, 0, buckets);
    }

    private void allocateDoubles() {
        if (doubleSlots == null) {
            doubleSlots = new double[numSlots()];
            doubleChunks = new double[shares][CHUNK];
        }
    }

    /** The same by ND4J's operations, on any backend and data type. */
    void gatherByOps(INDArray theta, INDArray weight) {
        INDArray all = signed ? Nd4j.concat(0, theta, theta.neg()) : theta;
        Nd4j.exec(
                DynamicCustomOp.builder("gather")
                        .addInputs(all, slotArray())
                        .addIntegerArguments(0)
                        .addOutputs(weight.reshape(weight.length()))
                        .build());
    }

    /** The same by ND4J's operations, on any backend and data type. */
    void scatterAddByOps(INDArray weightGradient, INDArray thetaGradient) {
        INDArray sums =
                Nd4j.exec(
                        DynamicCustomOp.builder("unsorted_segment_sum")
                                .addInputs(weightGradient.reshape(slots.length), slotArray())
                                .addIntegerArguments(numSlots())
                                .build())[0];
        if (signed) {
            sums = sums.reshape(2, buckets);
            thetaGradient.assign(sums.getRow(0).sub(sums.getRow(1)));
        } else {
            thetaGradient.assign(sums);
        }
    }

    private INDArray slotArray() {
        if (slotArray == null) {
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                slotArray = Nd4j.createFromArray(slots);
            }
        }
        return slotArray;
    }
}
