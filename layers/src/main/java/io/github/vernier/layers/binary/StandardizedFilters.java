/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.memory.HostMemory;
import io.github.vernier.layers.memory.ParallelLoop;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Standardized filters of a latent weight, and the gradient back through clamp and standardization.
 *
 * <p>Floats in host memory go filter by filter through Java arrays that stay in the first cache:
 * one pass over the weights each way, filters shared out among threads. Elsewhere ND4J's own
 * operations do it.
 */
final class StandardizedFilters {

    private final Standardization kind;
    private final double factor;
    private final double epsilon;
    private final int filters;
    private final int fanIn;

    private final double[] deviation;
    private INDArray memory;
    private INDArray values;
    private double meanAbsolute;
    private FilterRows[] rows;

    StandardizedFilters(BinaryWeight conf, long filters, long fanIn) {
        this.kind = conf.standardization();
        this.factor = Math.sqrt(2) * conf.laplaceScale();
        this.epsilon = conf.epsilon();
        this.filters = Math.toIntExact(filters);
        this.fanIn = Math.toIntExact(fanIn);
        this.deviation = new double[this.filters];
    }

    /** w1, {@code [filters, fanIn]}. */
    INDArray values() {
        return values;
    }

    /** b, the mean of |w1|. */
    double meanAbsolute() {
        return meanAbsolute;
    }

    /** Standardizes a latent weight. */
    void take(INDArray latent) {
        INDArray w = latent.reshape('c', filters, fanIn);
        if (kind == Standardization.NONE) {
            values = w;
            meanAbsolute = w.norm1Number().doubleValue() / w.length();
            return;
        }
        if (memory == null) {
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                memory = Nd4j.createUninitialized(w.dataType(), w.shape(), 'c');
            }
        }
        values = memory;
        double sum =
                isFast(w)
                        ? standardize(HostMemory.floats(w), HostMemory.floats(values))
                        : standardizeByOps(w);
        meanAbsolute = sum / w.length();
    }

    private static boolean isFast(INDArray array) {
        return array.dataType() == DataType.FLOAT && HostMemory.isAccessible(array);
    }

    private int shares() {
        int shares = ParallelLoop.shares((long) filters * fanIn);
        rows = FilterRows.atLeast(rows, shares, fanIn);
        return shares;
    }

    /** Returns the sum of |w1|. */
    private double standardize(FloatBuffer from, FloatBuffer to) {
        double[] absolute = new double[filters];
        ParallelLoop.run(
                shares(),
                filters,
                (share, first, end) -> {
                    for (int o = first; o < end; o++) {
                        absolute[o] = standardize(rows[share], from, to, o);
                    }
                });
        return Arrays.stream(absolute).sum();
    }

    private double standardize(FilterRows w, FloatBuffer from, FloatBuffer to, int o) {
        w.readRow(from, o);
        w.subtract((float) (w.sum() / fanIn));
        double absolute = w.absoluteSum();
        if (kind == Standardization.STANDARDIZE) {
            deviation[o] = Math.sqrt(w.squares() / (fanIn - 1) + epsilon);
            double scale = factor / deviation[o];
            w.multiply((float) scale);
            absolute *= scale;
        }
        w.writeRow(to, o);
        return absolute;
    }

    /** The same by ND4J's operations, on any backend and data type. */
    private double standardizeByOps(INDArray w) {
        values.assign(w).subiColumnVector(w.mean(true, 1));
        if (kind == Standardization.STANDARDIZE) {
            INDArray rest = values.subColumnVector(values.mean(true, 1));
            double[] squares = rest.muli(rest).sum(1).toDoubleVector();
            for (int o = 0; o < filters; o++) {
                deviation[o] = Math.sqrt(squares[o] / (fanIn - 1) + epsilon);
            }
            values.muliColumnVector(scales());
        }
        return values.norm1Number().doubleValue();
    }

    /** √2 b* / s_o, as a column. */
    private INDArray scales() {
        double[] scales = new double[filters];
        for (int o = 0; o < filters; o++) {
            scales[o] = factor / deviation[o];
        }
        return Nd4j.createFromArray(scales).castTo(values.dataType()).reshape(filters, 1);
    }

    /**
     * Maps dL/dw2 back to the latent weight: through the clamp, the standard deviation, the mean.
     *
     * @param gradient dL/dw2, C order; overwritten
     * @param bounds those of the clamp; a weight at a bound passes
     * @param out where dL/dw goes
     */
    void backprop(INDArray gradient, ClampBounds bounds, INDArray out) {
        INDArray g = gradient.reshape('c', filters, fanIn);
        INDArray result = out.reshape('c', filters, fanIn);
        if (isFast(values) && isFast(g) && isFast(result)) {
            backprop(
                    HostMemory.floats(values),
                    HostMemory.floats(g),
                    bounds,
                    HostMemory.floats(result));
        } else {
            result.assign(backpropByOps(g, bounds));
        }
    }

    private void backprop(FloatBuffer w1, FloatBuffer g, ClampBounds bounds, FloatBuffer out) {
        ParallelLoop.run(
                shares(),
                filters,
                (share, first, end) -> {
                    FilterRows filter = rows[share];
                    for (int o = first; o < end; o++) {
                        filter.readRow(g, o);
                        filter.readOther(w1, o);
                        backprop(filter, bounds, o);
                        filter.writeRow(out, o);
                    }
                });
    }

    /** From dL/dw2 in the row, with w1 in the other, to dL/dw. */
    private void backprop(FilterRows filter, ClampBounds bounds, int o) {
        if (bounds.areFinite()) {
            filter.mask((float) bounds.lower(), (float) bounds.upper());
        }
        if (kind == Standardization.STANDARDIZE) {
            double scale = factor / deviation[o];
            // The share of w1 in the gradient, with w0 = w1 / scale; the mean of w1 is zero.
            double share = filter.dot() / (scale * (fanIn - 1) * deviation[o] * deviation[o]);
            double mean = scale * filter.sum() / fanIn;
            filter.combine((float) scale, (float) share, (float) mean);
        } else if (kind == Standardization.CENTER) {
            filter.subtract((float) (filter.sum() / fanIn));
        }
    }

    private INDArray backpropByOps(INDArray g, ClampBounds bounds) {
        if (bounds.areFinite()) {
            g.muli(values.gte(bounds.lower()).castTo(g.dataType()));
            g.muli(values.lte(bounds.upper()).castTo(g.dataType()));
        }
        if (kind == Standardization.STANDARDIZE) {
            INDArray scales = scales();
            INDArray w0 = values.divColumnVector(scales);
            INDArray shares = g.mul(w0).sum(true, 1).divi(fanIn - 1);
            shares.muli(scales).muli(scales).divi(factor * factor);
            g.subi(w0.muliColumnVector(shares)).muliColumnVector(scales);
        }
        return kind == Standardization.NONE ? g : g.subiColumnVector(g.mean(true, 1));
    }
}
