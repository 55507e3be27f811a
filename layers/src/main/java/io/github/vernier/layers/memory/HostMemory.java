/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.memory;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Views of arrays in host memory as NIO buffers. */
public final class HostMemory {

    private HostMemory() {}

    /**
     * Whether the array's values stand one after the other in C order.
     *
     * <p>Dimensions of size 1 do not matter, which ND4J's own test takes amiss.
     *
     * @param array any array
     * @return whether position i in C order is at offset i
     */
    public static boolean isInCOrder(INDArray array) {
        long expected = 1;
        for (int d = array.rank() - 1; d >= 0; d--) {
            if (array.size(d) != 1 && array.stride(d) != expected) {
                return false;
            }
            expected *= array.size(d);
        }
        return true;
    }

    /**
     * Whether the views below can be had of an array.
     *
     * @param array any array
     * @return whether it is in C order, in host memory, and within what a buffer can address
     */
    public static boolean isAccessible(INDArray array) {
        return Nd4j.getEnvironment().isCPU()
                && isInCOrder(array)
                && array.data().underlyingLength() * array.data().getElementSize()
                        < Integer.MAX_VALUE;
    }

    /**
     * The values of an accessible array of type FLOAT.
     *
     * @param array the array
     * @return a view, from position 0
     */
    public static FloatBuffer floats(INDArray array) {
        return bytes(array).asFloatBuffer();
    }

    /**
     * The values of an accessible array of type DOUBLE.
     *
     * @param array the array
     * @return a view, from position 0
     */
    public static DoubleBuffer doubles(INDArray array) {
        return bytes(array).asDoubleBuffer();
    }

    /**
     * The memory of an accessible array.
     *
     * @param array the array
     * @return a view in native byte order, from position 0
     */
    public static ByteBuffer bytes(INDArray array) {
        int size = array.data().getElementSize();
        ByteBuffer all = array.data().asNio();
        return all.slice(
                        Math.toIntExact(array.offset() * size),
                        Math.toIntExact(array.length() * size))
                .order(all.order());
    }
}
