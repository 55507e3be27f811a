/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A linear map as a chain of diagonal matrices (the parameters), permutations and orthonormal
 * cosine transforms, applied to columns: y = S · T_m ⋯ T_1 · E · x.
 *
 * <p>E repeats rows of the input (row j of the chain is row {@code input[j]}), S sums them into
 * rows of the output ({@code output[j]}). Columns are taken a block at a time through the whole
 * chain, so that what is between stays in cache, and blocks in parallel. The backward pass runs a
 * block forward once more and keeps it before every diagonal, which costs a third more time and no
 * memory beyond a block for each thread.
 */
final class FactorChain {

    /** One of the T. */
    interface Step {
        void forward(Rows rows, double[][] diagonals);

        /** Forward, keeping what {@link #backward} needs. */
        default void keep(Rows rows, double[][] diagonals) {
            forward(rows, diagonals);
        }

        /** The transpose; adds to the gradients of the diagonals. */
        void backward(Rows rows, double[][] diagonals, double[][] gradients);
    }

    /** Multiplication by a diagonal matrix. */
    record Diagonal(int index) implements Step {
        @Override
        public void forward(Rows rows, double[][] diagonals) {
            rows.scale(diagonals[index]);
        }

        @Override
        public void keep(Rows rows, double[][] diagonals) {
            rows.keepAndScale(index, diagonals[index]);
        }

        @Override
        public void backward(Rows rows, double[][] diagonals, double[][] gradients) {
            rows.multiplyByKept(index, gradients[index]);
            rows.scale(diagonals[index]);
        }
    }

    /** {@code out[j] = in[from[j]]}. */
    record Permute(int[] from, int[] back) implements Step {
        static Permute of(int[] from) {
            return new Permute(from, Permutations.inverse(from));
        }

        Permute inverse() {
            return new Permute(back, from);
        }

        @Override
        public void forward(Rows rows, double[][] diagonals) {
            rows.permute(0, from);
        }

        @Override
        public void backward(Rows rows, double[][] diagonals, double[][] gradients) {
            rows.permute(0, back);
        }
    }

    /** The cosine transform of every contiguous group of rows. */
    record Cosine(DctPlan plan) implements Step {
        @Override
        public void forward(Rows rows, double[][] diagonals) {
            for (int base = 0; base < rows.size; base += plan.size()) {
                plan.transform(rows, base);
            }
        }

        @Override
        public void backward(Rows rows, double[][] diagonals, double[][] gradients) {
            new InverseCosine(plan).forward(rows, diagonals);
        }
    }

    /** Its inverse. */
    record InverseCosine(DctPlan plan) implements Step {
        @Override
        public void forward(Rows rows, double[][] diagonals) {
            for (int base = 0; base < rows.size; base += plan.size()) {
                plan.inverse(rows, base);
            }
        }

        @Override
        public void backward(Rows rows, double[][] diagonals, double[][] gradients) {
            new Cosine(plan).forward(rows, diagonals);
        }
    }

    /** What the chain is applied to. */
    interface Source {
        int columns();

        void read(Rows rows, int column, int[] input);
    }

    private final int[] input;
    private final int[] output;
    private final List<Step> steps;
    private final int diagonals;
    private final DataType type;

    private final Queue<Rows> applying = new ConcurrentLinkedQueue<>();
    private final Queue<Rows> keeping = new ConcurrentLinkedQueue<>();

    /**
     * Takes a chain.
     *
     * @param input row of the input for each row of the chain
     * @param output row of the output for each row of the chain
     * @param steps in the order in which they apply to a column
     * @param diagonals number of diagonals among them, each used once
     * @param type FLOAT or DOUBLE, what to compute in
     */
    FactorChain(int[] input, int[] output, List<Step> steps, int diagonals, DataType type) {
        this.input = input;
        this.output = output;
        this.steps = List.copyOf(steps);
        this.diagonals = diagonals;
        this.type = type;
    }

    DataType type() {
        return type;
    }

    /** The unit vectors, so that what comes out is the map's matrix. */
    static Source identity(int size) {
        return new Source() {
            @Override
            public int columns() {
                return size;
            }

            @Override
            public void read(Rows rows, int column, int[] input) {
                rows.identity(column, input);
            }
        };
    }

    static Source columnsOf(HostMatrix matrix) {
        return new Source() {
            @Override
            public int columns() {
                return matrix.columns();
            }

            @Override
            public void read(Rows rows, int column, int[] input) {
                rows.read(matrix, column, input);
            }
        };
    }

    /** What is done to a block of columns. */
    private interface Task {
        void run(Rows rows, int block, int column);
    }

    /** Some blocks at a time, each in working memory of its own, as many as there are threads. */
    private void forEachBlock(Blocks blocks, int levels, Queue<Rows> idle, Task task) {
        blocks.stream()
                .forEach(
                        block -> {
                            Rows free = idle.poll();
                            Rows rows =
                                    free != null && free.width >= blocks.width()
                                            ? free
                                            : Rows.of(type, input.length, blocks.width(), levels);
                            int column = block * blocks.width();
                            rows.columns = Math.min(blocks.width(), blocks.columns() - column);
                            task.run(rows, block, column);
                            idle.add(rows);
                        });
    }

    /**
     * y = chain(x).
     *
     * @param values the diagonals
     * @param x what it is applied to
     * @param y where the result goes, as many columns
     */
    void apply(double[][] values, Source x, HostMatrix y) {
        forEachBlock(
                Blocks.of(type, x.columns()),
                0,
                applying,
                (rows, block, column) -> {
                    x.read(rows, column, input);
                    for (Step step : steps) {
                        step.forward(rows, values);
                    }
                    rows.writeSums(y, column, output);
                });
        y.commit();
    }

    /**
     * Gradients of the diagonals and of x.
     *
     * @param values the diagonals
     * @param x what the chain was applied to
     * @param dy gradient of the result
     * @param dx where the gradient of x goes; null if nobody asks
     * @return gradients of the diagonals, summed over the columns
     */
    double[][] backprop(double[][] values, Source x, HostMatrix dy, HostMatrix dx) {
        Blocks blocks = Blocks.of(type, x.columns());
        // One for each block, so that the order of the sum does not depend on the threads.
        double[][][] gradients = new double[blocks.count()][diagonals][input.length];
        forEachBlock(
                blocks,
                diagonals,
                keeping,
                (rows, block, column) -> {
                    x.read(rows, column, input);
                    for (Step step : steps) {
                        step.keep(rows, values);
                    }
                    rows.read(dy, column, output);
                    for (int i = steps.size() - 1; i >= 0; i--) {
                        steps.get(i).backward(rows, values, gradients[block]);
                    }
                    if (dx != null) {
                        rows.writeSums(dx, column, input);
                    }
                });
        if (dx != null) {
            dx.commit();
        }
        for (int block = 1; block < gradients.length; block++) {
            add(gradients[block], gradients[0]);
        }
        return gradients[0];
    }

    private static void add(double[][] from, double[][] to) {
        for (int d = 0; d < from.length; d++) {
            for (int i = 0; i < from[d].length; i++) {
                to[d][i] += from[d][i];
            }
        }
    }
}
