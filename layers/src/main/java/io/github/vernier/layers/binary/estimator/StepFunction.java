/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import io.github.vernier.layers.memory.HostMemory;
import io.github.vernier.layers.memory.ParallelLoop;
import java.io.Serializable;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A function with three values: of numbers below an interval, inside, and above. Sign, Heaviside
 * and ternary functions are of this kind.
 *
 * @param below value below
 * @param inside value inside, and of NaN
 * @param above value above
 * @param middle the interval
 */
public record StepFunction(
        @JsonProperty("below") double below,
        @JsonProperty("inside") double inside,
        @JsonProperty("above") double above,
        @JsonProperty("middle") Interval middle)
        implements Serializable {

    private static final Interval ZERO = Interval.closed(0, 0);

    /** 1 for positive numbers, else 0. */
    public static final StepFunction HEAVISIDE = new StepFunction(0, 0, 1, ZERO);

    private static final StepFunction SIGN = new StepFunction(-1, 0, 1, ZERO);
    private static final StepFunction SIGN_PLUS = new StepFunction(-1, 1, 1, ZERO);

    /** Checks that there is an interval. */
    public StepFunction {
        Objects.requireNonNull(middle, "middle must be given");
    }

    /**
     * The sign.
     *
     * @param zero the sign of zero
     * @return −1, {@code zero}, +1
     */
    public static StepFunction sign(ZeroSign zero) {
        return zero == ZeroSign.ZERO ? SIGN : SIGN_PLUS;
    }

    /**
     * The value at a number.
     *
     * @param x the number
     * @return one of the three
     */
    public double at(double x) {
        return x > middle.highest() ? above : x < middle.lowest() ? below : inside;
    }

    /**
     * The values of an array.
     *
     * @param x any array
     * @param out of the same shape and type; may be {@code x} itself
     * @return {@code out}
     */
    public INDArray apply(INDArray x, INDArray out) {
        if (!Loops.onHost(x, out)) {
            return applyByOperations(x, out);
        }
        if (x.dataType() == DataType.FLOAT) {
            apply(HostMemory.floats(x), HostMemory.floats(out));
        } else {
            apply(HostMemory.doubles(x), HostMemory.doubles(out));
        }
        return out;
    }

    private INDArray applyByOperations(INDArray x, INDArray out) {
        boolean closed = middle.bounds() == Bounds.INCLUSIVE;
        DataType type = x.dataType();
        INDArray over = (closed ? x.gt(middle.to()) : x.gte(middle.to())).castTo(type);
        INDArray under = (closed ? x.lt(middle.from()) : x.lte(middle.from())).castTo(type);
        return out.assign(over.muli(above - inside).addi(under.muli(below - inside)).addi(inside));
    }

    private void apply(FloatBuffer x, FloatBuffer out) {
        float low = middle.lowestFloat();
        float high = middle.highestFloat();
        float[] values = {(float) below, (float) inside, (float) above};
        ParallelLoop.run(
                ParallelLoop.shares(x.limit()),
                x.limit(),
                (share, from, to) -> {
                    for (int i = from; i < to; i++) {
                        float v = x.get(i);
                        out.put(i, values[1 + (v > high ? 1 : 0) - (v < low ? 1 : 0)]);
                    }
                });
    }

    private void apply(DoubleBuffer x, DoubleBuffer out) {
        double low = middle.lowest();
        double high = middle.highest();
        double[] values = {below, inside, above};
        for (int i = 0, n = x.limit(); i < n; i++) {
            double v = x.get(i);
            out.put(i, values[1 + (v > high ? 1 : 0) - (v < low ? 1 : 0)]);
        }
    }
}
