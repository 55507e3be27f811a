/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Real numbers {@code min, min + step, ...} up to max; a grid visits each. */
public final class SteppedSpace extends DiscreteParameterSpace<Double> {

    /** More are a range, not steps. */
    static final int MOST = 100_000;

    /**
     * A range.
     *
     * @param min smallest
     * @param max none is larger
     * @param step distance of neighbours, above 0
     * @throws IllegalArgumentException if there is no step from min to max, or more than 100 000
     */
    public SteppedSpace(double min, double max, double step) {
        super(steps(min, max, step));
    }

    @JsonCreator
    private SteppedSpace(@JsonProperty("values") List<Double> values) {
        super(values);
    }

    private static List<Double> steps(double min, double max, double step) {
        // In decimals, so that ten steps of 0.1 are 1.
        BigDecimal low = BigDecimal.valueOf(min);
        BigDecimal width = BigDecimal.valueOf(step);
        if (!(step > 0 && max >= min + step) || (max - min) / step > MOST) {
            throw new IllegalArgumentException(
                    "Steps of "
                            + step
                            + " from "
                            + min
                            + " to "
                            + max
                            + ": expected 1 to "
                            + MOST
                            + " of them");
        }
        int count = BigDecimal.valueOf(max).subtract(low).divideToIntegralValue(width).intValue();
        return IntStream.rangeClosed(0, count)
                .mapToObj(i -> low.add(width.multiply(BigDecimal.valueOf(i))).doubleValue())
                .toList();
    }

    @Override
    public String toString() {
        return super.toString().replaceFirst("DiscreteParameterSpace", "SteppedSpace");
    }
}
