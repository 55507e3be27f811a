/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.List;

/**
 * The two cells of a network found by architecture search.
 *
 * <p>A cell has states: 0 and 1 are its preprocessed inputs; each pair of edges adds the next one,
 * the sum of both. The cell's output is the concatenation of some of the states.
 *
 * @param normal edges of cells that keep the size, two for each new state
 * @param normalOutput states that make the output
 * @param reduction edges of cells that halve it; those from states 0 and 1 have stride 2
 * @param reductionOutput states that make the output
 */
record Genotype(
        List<Edge> normal,
        List<Integer> normalOutput,
        List<Edge> reduction,
        List<Integer> reductionOutput) {

    /** What an edge does. */
    enum Operation {
        SEPARABLE_3X3,
        DILATED_3X3,
        MAX_POOL_3X3,
        SKIP
    }

    /**
     * An edge.
     *
     * @param operation what it does
     * @param from state it reads
     */
    record Edge(Operation operation, int from) {}

    /** DARTS, second order (Liu, Simonyan and Yang 2019, figures 4 and 5). */
    static final Genotype DARTS_V2 =
            new Genotype(
                    List.of(
                            new Edge(Operation.SEPARABLE_3X3, 0),
                            new Edge(Operation.SEPARABLE_3X3, 1),
                            new Edge(Operation.SEPARABLE_3X3, 0),
                            new Edge(Operation.SEPARABLE_3X3, 1),
                            new Edge(Operation.SEPARABLE_3X3, 1),
                            new Edge(Operation.SKIP, 0),
                            new Edge(Operation.SKIP, 0),
                            new Edge(Operation.DILATED_3X3, 2)),
                    List.of(2, 3, 4, 5),
                    List.of(
                            new Edge(Operation.MAX_POOL_3X3, 0),
                            new Edge(Operation.MAX_POOL_3X3, 1),
                            new Edge(Operation.SKIP, 2),
                            new Edge(Operation.MAX_POOL_3X3, 1),
                            new Edge(Operation.MAX_POOL_3X3, 0),
                            new Edge(Operation.SKIP, 2),
                            new Edge(Operation.SKIP, 2),
                            new Edge(Operation.MAX_POOL_3X3, 1)),
                    List.of(2, 3, 4, 5));
}
