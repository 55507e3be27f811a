/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The targets of a minibatch: {@code [rows, K]} values, and which of them count. */
final class Targets {

    private final double[] values;

    /** Null if all count. */
    private final boolean[] present;

    private final int outputs;

    private Targets(double[] values, boolean[] present, int outputs) {
        this.values = values;
        this.present = present;
        this.outputs = outputs;
    }

    /**
     * Reads labels.
     *
     * @param labels {@code [rows, K]}, or {@code [rows, 2]} of target and task index
     * @param mask null, or one value for each row or each entry; 0 hides it
     * @param outputs K
     * @param tasks K if labels carry a task index, else 0
     * @param layer what to call the layer
     * @throws IllegalArgumentException if shapes do not fit, or a target that counts is not finite
     */
    static Targets of(INDArray labels, INDArray mask, int outputs, int tasks, String layer) {
        int columns = tasks > 0 ? 2 : outputs;
        if (labels.rank() != 2 || labels.size(1) != columns) {
            throw new IllegalArgumentException(
                    layer
                            + ": expected labels of "
                            + columns
                            + (tasks > 0 ? " columns (target, task index)" : " columns")
                            + ", but got shape "
                            + Arrays.toString(labels.shape()));
        }
        double[] values = ArrayValues.read(labels);
        boolean[] present = present(mask, Math.toIntExact(labels.size(0)), columns, layer);
        Targets targets =
                tasks > 0
                        ? TaskLabels.expand(values, present, tasks, layer)
                        : new Targets(values, present, outputs);
        targets.checkAndBlank(layer);
        return targets;
    }

    static Targets ofEntries(double[] values, boolean[] present, int outputs) {
        return new Targets(values, present, outputs);
    }

    private static boolean[] present(INDArray mask, int rows, int columns, String layer) {
        if (mask == null) {
            return null;
        }
        double[] given = ArrayValues.read(mask);
        boolean entries = given.length == rows * columns;
        if (!entries && given.length != rows) {
            throw new IllegalArgumentException(
                    layer
                            + ": expected a mask of one value for each row or each label, "
                            + rows
                            + " or "
                            + rows * columns
                            + ", but got shape "
                            + Arrays.toString(mask.shape()));
        }
        boolean[] present = new boolean[rows * columns];
        boolean all = true;
        for (int i = 0; i < present.length; i++) {
            present[i] = given[entries ? i : i / columns] != 0;
            all &= present[i];
        }
        return all ? null : present;
    }

    /** One NaN would poison the statistics for ever. A masked one must not reach the loss. */
    private void checkAndBlank(String layer) {
        for (int i = 0; i < values.length; i++) {
            if (!counts(i)) {
                values[i] = 0;
            } else if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        layer
                                + ": label "
                                + values[i]
                                + " of row "
                                + i / outputs
                                + ", output "
                                + i % outputs
                                + " is not finite; mask it or leave it out");
            }
        }
    }

    private boolean counts(int entry) {
        return present == null || present[entry];
    }

    /** The targets that concern one statistic. */
    double[] of(int statistic, StatisticsScope scope) {
        boolean shared = scope == StatisticsScope.SHARED;
        if (present == null && (shared || outputs == 1)) {
            return values;
        }
        double[] found = new double[shared ? values.length : values.length / outputs];
        int size = 0;
        int step = shared ? 1 : outputs;
        for (int i = shared ? 0 : statistic; i < values.length; i += step) {
            if (counts(i)) {
                found[size++] = values[i];
            }
        }
        return size == found.length ? found : Arrays.copyOf(found, size);
    }

    /** The raw targets as an array; 0 where they do not count. */
    INDArray raw(DataType type, LayerWorkspaceMgr workspaceMgr) {
        return array(values, type, workspaceMgr);
    }

    /** (y − μ)/σ as an array; 0 where it does not count. */
    INDArray normalized(OutputScale scale, DataType type, LayerWorkspaceMgr workspaceMgr) {
        double[] normalized = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (counts(i)) {
                int k = i % outputs;
                normalized[i] = (values[i] - scale.mean(k)) / scale.deviation(k);
            }
        }
        return array(normalized, type, workspaceMgr);
    }

    private INDArray array(double[] entries, DataType type, LayerWorkspaceMgr workspaceMgr) {
        INDArray array =
                workspaceMgr.createUninitialized(
                        ArrayType.FF_WORKING_MEM,
                        type,
                        new long[] {entries.length / outputs, outputs},
                        'c');
        ArrayValues.write(entries, array);
        return array;
    }

    /** The mask of every entry; for labels whose own mask does not say it. */
    INDArray mask(DataType type, LayerWorkspaceMgr workspaceMgr) {
        return array(
                IntStream.range(0, values.length).mapToDouble(i -> counts(i) ? 1 : 0).toArray(),
                type,
                workspaceMgr);
    }

    /**
     * Root mean squares, for each output, of the entries of an array that count.
     *
     * @param errors {@code [rows, K]} in C order
     * @return K values; NaN for an output without targets
     */
    double[] rootMeanSquare(double[] errors) {
        double[] squares = new double[outputs];
        int[] counts = new int[outputs];
        for (int i = 0; i < errors.length; i++) {
            if (counts(i)) {
                squares[i % outputs] += errors[i] * errors[i];
                counts[i % outputs]++;
            }
        }
        for (int k = 0; k < outputs; k++) {
            squares[k] = Math.sqrt(squares[k] / counts[k]);
        }
        return squares;
    }
}
