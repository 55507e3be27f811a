/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The values that decide whether all values of a space are valid: each of a choice, both ends of a
 * range.
 */
final class Extremes {

    private Extremes() {}

    /**
     * The deciding values.
     *
     * @param space a space, or null for an option that is not given
     * @param type type of the values
     * @return the values; none for arithmetic on other spaces, whose ends are not known
     */
    static <T> List<T> of(ParameterSpace<T> space, Class<T> type) {
        if (space instanceof FixedValue) {
            return List.of(space.getValue(new double[0]));
        }
        if (space instanceof DiscreteParameterSpace<T> choice) {
            int n = choice.numValues();
            return at(IntStream.range(0, n).mapToDouble(i -> (i + 0.5) / n), space, type);
        }
        if (space instanceof IntegerParameterSpace || space instanceof ContinuousParameterSpace) {
            return at(DoubleStream.of(0, 1), space, type);
        }
        return List.of();
    }

    private static <T> List<T> at(DoubleStream points, ParameterSpace<T> space, Class<T> type) {
        ParameterSpace<T> copy = copy(space, type);
        copy.setIndices(0);
        return points.mapToObj(p -> copy.getValue(new double[] {p})).toList();
    }

    /** A space has no value before it has an index, and the index belongs to its generator. */
    private static <T> ParameterSpace<T> copy(ParameterSpace<T> space, Class<T> type) {
        ObjectMapper mapper = JsonMapper.getMapper();
        JavaType spaceOfType =
                mapper.getTypeFactory().constructParametricType(ParameterSpace.class, type);
        try {
            return mapper.readValue(mapper.writeValueAsString(space), spaceOfType);
        } catch (IOException e) {
            throw new UncheckedIOException("Space " + space + " has no JSON form", e);
        }
    }
}
