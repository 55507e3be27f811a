/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.trial.Study;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Every combination once.
 *
 * <p>A choice has all its values, of one value too, a Boolean two, integers as many as there are
 * but no more than the resolution, and a continuous range the resolution, ends included (an
 * unbounded one quantiles instead). Of combinations that differ only in parameters that play no
 * part, the first counts. The first parameter varies fastest, as in Arbiter's grid.
 */
public final class GridSearch implements Generator {

    /** In which order combinations come. */
    public enum Order {
        /** The first parameter varies fastest. */
        SEQUENTIAL,
        /** Shuffled by the search's seed, so that a part of the grid already covers it. */
        SHUFFLED
    }

    /** A grid of more combinations than this is a mistake, and would not fit in memory. */
    public static final int MAX_SIZE = 1 << 22;

    private final int resolution;
    private final Order order;

    /**
     * Sets the grid.
     *
     * @param resolution number of values of a range, at least 1
     * @param order in which order combinations come
     */
    public GridSearch(int resolution, Order order) {
        if (resolution < 1) {
            throw new IllegalArgumentException(
                    "resolution must be at least 1, but got " + resolution);
        }
        this.resolution = resolution;
        this.order = order;
    }

    @Override
    public String settings() {
        return "grid, resolution " + resolution + ", " + order;
    }

    @Override
    public boolean learns() {
        return false;
    }

    /**
     * Number of combinations.
     *
     * @param space what is searched
     * @throws IllegalArgumentException if there are more than {@link #MAX_SIZE}, counting those
     *     that differ only in parameters that play no part
     */
    public int size(SearchSpace<?> space) {
        return combinations(space).size();
    }

    @Override
    public CandidateSequence begin(SearchSpace<?> space, Study study) {
        List<double[]> combinations = combinations(space);
        if (order == Order.SHUFFLED) {
            Collections.shuffle(combinations, new Random(study.seed()));
        }
        List<double[]> left = combinations;
        int[] next = {0};
        return history ->
                next[0] < left.size() ? Optional.of(left.get(next[0]++)) : Optional.empty();
    }

    private List<double[]> combinations(SearchSpace<?> space) {
        double[][] values = new double[space.dimension()][];
        long total = 1;
        for (int i = 0; i < values.length; i++) {
            values[i] = space.grid(i, resolution);
            total *= values[i].length;
            if (total > MAX_SIZE) {
                throw new IllegalArgumentException(
                        "The grid has more than " + MAX_SIZE + " combinations; lower resolution");
            }
        }
        List<double[]> combinations = new ArrayList<>();
        for (int index = 0; index < total; index++) {
            double[] point = new double[values.length];
            boolean[] first = new boolean[values.length];
            int rest = index;
            for (int i = 0; i < values.length; i++) {
                int position = rest % values[i].length;
                point[i] = values[i][position];
                first[i] = position == 0;
                rest /= values[i].length;
            }
            if (isRepresentative(space.active(point), first)) {
                combinations.add(point);
            }
        }
        return combinations;
    }

    /** Whether every parameter that plays no part has the first of its values. */
    private static boolean isRepresentative(boolean[] active, boolean[] first) {
        for (int i = 0; i < active.length; i++) {
            if (!active[i] && !first[i]) {
                return false;
            }
        }
        return true;
    }
}
