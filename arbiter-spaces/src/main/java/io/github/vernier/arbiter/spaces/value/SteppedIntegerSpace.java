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

/** Whole numbers {@code min, min + step, ...} up to max; a grid visits each. */
public final class SteppedIntegerSpace extends DiscreteParameterSpace<Integer> {

    /**
     * A range.
     *
     * @param min smallest
     * @param max none is larger
     * @param step distance of neighbours, at least 1
     * @throws IllegalArgumentException if there is no step from min to max, or more than 100 000
     */
    public SteppedIntegerSpace(int min, int max, int step) {
        super(steps(min, max, step));
    }

    @JsonCreator
    private SteppedIntegerSpace(@JsonProperty("values") List<Integer> values) {
        super(values);
    }

    private static List<Integer> steps(int min, int max, int step) {
        long count = step < 1 ? 0 : ((long) max - min) / step;
        if (count < 1 || count > SteppedSpace.MOST) {
            throw new IllegalArgumentException(
                    "Steps of "
                            + step
                            + " from "
                            + min
                            + " to "
                            + max
                            + ": expected 1 to "
                            + SteppedSpace.MOST
                            + " of them");
        }
        return IntStream.rangeClosed(0, (int) count).mapToObj(i -> min + i * step).toList();
    }

    @Override
    public String toString() {
        return super.toString().replaceFirst("DiscreteParameterSpace", "SteppedIntegerSpace");
    }
}
