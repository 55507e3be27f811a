/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Labels of several tasks: two columns, the target and the index of its task, as {@link
 * AbstractPopArtOutputLayer.Builder#tasks(int)} expects them.
 *
 * <p>{@link #targets} and {@link #mask} give the same as one column for each task with a mask,
 * which is what evaluations such as {@code RegressionEvaluation} take.
 */
public final class TaskLabels {

    private TaskLabels() {}

    /**
     * Puts targets and indices side by side.
     *
     * @param targets in their units
     * @param tasks index of each target's task, from 0
     * @return {@code [n, 2]}, of type DOUBLE
     * @throws IllegalArgumentException if the numbers differ
     */
    public static INDArray of(double[] targets, int[] tasks) {
        if (targets.length != tasks.length) {
            throw new IllegalArgumentException(
                    "there must be a task for each target, but got "
                            + targets.length
                            + " targets and "
                            + tasks.length
                            + " tasks");
        }
        double[][] rows = new double[targets.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {targets[i], tasks[i]};
        }
        return Nd4j.createFromArray(rows);
    }

    /**
     * One column for each task: the target in its own, 0 in the others.
     *
     * @param labels {@code [n, 2]}
     * @param tasks number of tasks
     * @return {@code [n, tasks]}, of the labels' type
     */
    public static INDArray targets(INDArray labels, int tasks) {
        return expand(labels, tasks).raw(labels.dataType(), LayerWorkspaceMgr.noWorkspaces());
    }

    /**
     * One column for each task: 1 in the target's own, 0 in the others.
     *
     * @param labels {@code [n, 2]}
     * @param tasks number of tasks
     * @return {@code [n, tasks]}, of the labels' type
     */
    public static INDArray mask(INDArray labels, int tasks) {
        return expand(labels, tasks).mask(labels.dataType(), LayerWorkspaceMgr.noWorkspaces());
    }

    private static Targets expand(INDArray labels, int tasks) {
        return Targets.of(labels, null, tasks, tasks, "Task labels");
    }

    /**
     * The entries for {@code [rows, 2]} labels; a row counts if its target does.
     *
     * @throws IllegalArgumentException if an index is not one of a task
     */
    static Targets expand(double[] labels, boolean[] present, int tasks, String layer) {
        int rows = labels.length / 2;
        double[] values = new double[rows * tasks];
        boolean[] counts = new boolean[rows * tasks];
        for (int row = 0; row < rows; row++) {
            if (present != null && !present[2 * row]) {
                continue;
            }
            double index = labels[2 * row + 1];
            if (!(index >= 0 && index < tasks && index == Math.rint(index))) {
                throw new IllegalArgumentException(
                        layer
                                + ": task index "
                                + index
                                + " of row "
                                + row
                                + " is not one of 0 to "
                                + (tasks - 1));
            }
            int entry = row * tasks + (int) index;
            values[entry] = labels[2 * row];
            counts[entry] = true;
        }
        return Targets.ofEntries(values, counts, tasks);
    }
}
