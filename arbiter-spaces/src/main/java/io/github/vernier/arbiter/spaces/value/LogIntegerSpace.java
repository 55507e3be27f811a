/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Whole numbers, uniform in their logarithm: {@code round(min · (max / min)^u)}.
 *
 * <p>A grid visits some of them, from the smallest to the largest, evenly in their logarithm and
 * each once. It is a choice to Arbiter's grid, which would count a range's numbers as if they were
 * evenly spaced.
 */
public final class LogIntegerSpace extends DiscreteParameterSpace<Integer> {

    private static final int GRID_VALUES = 5;

    @JsonProperty private final int min;
    @JsonProperty private final int max;
    @JsonProperty private int coordinate = -1;

    /**
     * A range of which a grid visits at most five.
     *
     * @param min smallest, at least 1
     * @param max largest, above the smallest
     * @throws IllegalArgumentException if there is no such range
     */
    public LogIntegerSpace(int min, int max) {
        this(min, max, Math.min(GRID_VALUES, distinct(min, max, GRID_VALUES)));
    }

    /**
     * A range.
     *
     * @param min smallest, at least 1
     * @param max largest, above the smallest
     * @param gridValues how many of them a grid visits, at least 2
     * @throws IllegalArgumentException if there is no such range, or some of so many grid values
     *     are equal
     */
    public LogIntegerSpace(int min, int max, int gridValues) {
        super(grid(min, max, gridValues));
        this.min = min;
        this.max = max;
    }

    @JsonCreator
    private LogIntegerSpace(
            @JsonProperty("min") int min,
            @JsonProperty("max") int max,
            @JsonProperty("values") List<Integer> grid) {
        this(min, max, grid.size());
    }

    private static List<Integer> grid(int min, int max, int gridValues) {
        requireRange(min, max);
        if (gridValues < 2 || distinct(min, max, gridValues) < gridValues) {
            throw new IllegalArgumentException(
                    "gridValues must be at least 2, and few enough to differ: from "
                            + min
                            + " to "
                            + max
                            + " there are not "
                            + gridValues);
        }
        return IntStream.range(0, gridValues)
                .mapToObj(i -> at(min, max, i / (gridValues - 1.0)))
                .toList();
    }

    /** The largest number of grid values, up to a limit, that are all different. */
    private static int distinct(int min, int max, int limit) {
        requireRange(min, max);
        int values = 2;
        while (values < limit && allDiffer(min, max, values + 1)) {
            values++;
        }
        return values;
    }

    private static boolean allDiffer(int min, int max, int values) {
        return IntStream.range(0, values)
                        .map(i -> at(min, max, i / (values - 1.0)))
                        .distinct()
                        .count()
                == values;
    }

    private static void requireRange(int min, int max) {
        if (!(min >= 1 && max > min)) {
            throw new IllegalArgumentException(
                    "A logarithmic range must go up from at least 1, but is from "
                            + min
                            + " to "
                            + max);
        }
    }

    private static int at(int min, int max, double u) {
        return (int) Math.min(max, Math.round(min * Math.pow((double) max / min, u)));
    }

    @Override
    public void setIndices(int... indices) {
        super.setIndices(indices);
        this.coordinate = indices[0];
    }

    @Override
    public Integer getValue(double[] values) {
        if (coordinate < 0) {
            throw new IllegalStateException("The space has no index yet: " + this);
        }
        return at(min, max, values[coordinate]);
    }

    @Override
    public String toString() {
        return "LogIntegerSpace(min=" + min + ",max=" + max + ",grid=" + numValues() + ")";
    }
}
