/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import io.github.vernier.layers.memory.HostMemory;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums over the channels of activations, and products with one factor per position, each in one
 * pass.
 *
 * <p>For arrays of type FLOAT in host memory in C order. There ND4J's reduction over channels takes
 * several times as long as reading its operand, and a product and a sum are two passes.
 *
 * <p>What stands together (one channel's plane, or one position's channels) is moved between native
 * and Java memory at once: the virtual machine makes vector instructions of a loop only if all its
 * arrays have the same index, and beside that moving costs little.
 */
final class ChannelLoops {

    private final INDArray activations;
    private final boolean planes;
    private final int examples;
    private final int channels;
    private final int positions;

    ChannelLoops(INDArray activations, CNN2DFormat format) {
        this.activations = activations;
        this.planes = format == CNN2DFormat.NCHW;
        this.examples = (int) activations.size(0);
        this.channels = (int) activations.size(planes ? 1 : 3);
        this.positions = (int) (activations.size(2) * activations.size(planes ? 3 : 1));
    }

    /** Whether the loops can work on an array. */
    static boolean serve(INDArray array) {
        return array.dataType() == DataType.FLOAT && HostMemory.isAccessible(array);
    }

    /** Sums of the squares, N·H·W. */
    double[] sumsOfSquares() {
        FloatBuffer from = HostMemory.floats(activations);
        double[] sums = new double[examples * positions];
        if (planes) {
            sumPlanes(from, sums);
        } else {
            float[] x = new float[channels];
            for (int i = 0; i < sums.length; i++) {
                from.get(x);
                sums[i] = sumOfSquares(x);
            }
        }
        return sums;
    }

    private void sumPlanes(FloatBuffer from, double[] sums) {
        float[] x = new float[positions];
        float[] ofExample = new float[positions];
        for (int first = 0; first < sums.length; first += positions) {
            Arrays.fill(ofExample, 0);
            for (int c = 0; c < channels; c++) {
                from.get(x);
                addSquares(x, ofExample);
            }
            for (int i = 0; i < positions; i++) {
                sums[first + i] = ofExample[i];
            }
        }
    }

    private static void addSquares(float[] x, float[] sums) {
        for (int i = 0; i < x.length; i++) {
            sums[i] += x[i] * x[i];
        }
    }

    private static float sumOfSquares(float[] x) {
        // Four sums, because with one each addition would wait for the last.
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i < x.length - 3; i += 4) {
            a += x[i] * x[i];
            b += x[i + 1] * x[i + 1];
            c += x[i + 2] * x[i + 2];
            d += x[i + 3] * x[i + 3];
        }
        for (; i < x.length; i++) {
            a += x[i] * x[i];
        }
        return a + b + c + d;
    }

    /**
     * {@code out = activations · factors + addend}.
     *
     * @param factors N·H·W
     * @param addend of the shape of the activations, null for 0
     * @param out of the shape of the activations
     */
    void multiplyAdd(double[] factors, INDArray addend, INDArray out) {
        FloatBuffer from = HostMemory.floats(activations);
        FloatBuffer added = addend == null ? null : HostMemory.floats(addend);
        FloatBuffer to = HostMemory.floats(out);
        int together = planes ? positions : channels;
        float[] x = new float[together];
        float[] sum = new float[together];
        float[] factor = new float[together];
        for (int position = 0; position < factors.length; position += planes ? positions : 1) {
            if (planes) {
                for (int i = 0; i < positions; i++) {
                    factor[i] = (float) factors[position + i];
                }
            } else {
                Arrays.fill(factor, (float) factors[position]);
            }
            for (int plane = 0; plane < (planes ? channels : 1); plane++) {
                from.get(x);
                if (added != null) {
                    added.get(sum);
                } else {
                    Arrays.fill(sum, 0);
                }
                addProducts(x, factor, sum);
                to.put(sum);
            }
        }
    }

    private static void addProducts(float[] x, float[] factors, float[] sum) {
        for (int i = 0; i < x.length; i++) {
            sum[i] += x[i] * factors[i];
        }
    }
}
