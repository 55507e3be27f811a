/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Real numbers, uniform in their logarithm: {@code min · (max / min)^u}. */
@JsonIgnoreProperties("distribution")
public final class LogSpace extends ContinuousParameterSpace {

    @JsonProperty private final double min;
    @JsonProperty private final double max;

    /**
     * A range.
     *
     * @param min smallest, above 0
     * @param max largest, above the smallest
     * @throws IllegalArgumentException if there is no such range
     */
    @JsonCreator
    public LogSpace(@JsonProperty("min") double min, @JsonProperty("max") double max) {
        super(new LogUniformDistribution(requireRange(min, max), max));
        this.min = min;
        this.max = max;
    }

    private static double requireRange(double min, double max) {
        if (!(min > 0 && max > min && max < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "A logarithmic range must go up from above 0, but is from "
                            + min
                            + " to "
                            + max);
        }
        return min;
    }

    @Override
    public String toString() {
        return "LogSpace(min=" + min + ",max=" + max + ")";
    }
}
