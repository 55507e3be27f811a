/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.onednn;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.cpu.nativecpu.DirectShapeInfoProvider;

/**
 * ND4J's descriptions of shapes, kept where M2.1 forgets to.
 *
 * <p>A description is constant, and native. M2.1 keeps a thousand of them, but the method that its
 * arrays call, the one with a flag for emptiness, was left out: each array, view and reshape wraps
 * a description of its own and leaves it to the garbage collector, which is more than half of the
 * time of a training step of a small network. What is kept here is what that method returns.
 */
public final class CachedShapes extends DirectShapeInfoProvider {

    /** Shapes of data change from batch to batch; beyond this they are not kept. */
    private static final int MOST = 10_000;

    private final ConcurrentMap<Key, Pair<DataBuffer, long[]>> kept = new ConcurrentHashMap<>();

    /** Called by ND4J. */
    public CachedShapes() {}

    private record Key(
            long[] shape,
            long[] stride,
            long elementWiseStride,
            char order,
            DataType type,
            boolean empty) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && elementWiseStride == that.elementWiseStride
                    && order == that.order
                    && type == that.type
                    && empty == that.empty
                    && Arrays.equals(shape, that.shape)
                    && Arrays.equals(stride, that.stride);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * Arrays.hashCode(shape) + Arrays.hashCode(stride))
                    + 31 * order
                    + type.ordinal();
        }
    }

    @Override
    public Pair<DataBuffer, long[]> createShapeInformation(
            long[] shape,
            long[] stride,
            long elementWiseStride,
            char order,
            DataType dataType,
            boolean empty) {
        Pair<DataBuffer, long[]> found =
                kept.get(new Key(shape, stride, elementWiseStride, order, dataType, empty));
        if (found != null) {
            return found;
        }
        Pair<DataBuffer, long[]> made =
                super.createShapeInformation(
                        shape, stride, elementWiseStride, order, dataType, empty);
        if (kept.size() < MOST) {
            // The caller may change its arrays.
            kept.put(
                    new Key(
                            shape.clone(),
                            stride.clone(),
                            elementWiseStride,
                            order,
                            dataType,
                            empty),
                    made);
        }
        return made;
    }

    @Override
    public void purgeCache() {
        super.purgeCache();
        kept.clear();
    }
}
