/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;

/**
 * The values that decide whether all values of a space are valid: each of a choice, both ends of a
 * range; for a space of several leaves, those of one leaf at a time, the others at their first.
 */
public final class Extremes {

    private Extremes() {}

    /**
     * The deciding values.
     *
     * @param space a space, or null for an option that is not given
     * @param type type of the values
     * @param <T> type of the values
     * @return the values; none for a space without JSON (arithmetic on other spaces), whose ends
     *     are not known
     */
    public static <T> List<T> of(ParameterSpace<T> space, Class<T> type) {
        if (space == null) {
            return List.of();
        }
        if (space instanceof FixedValue) {
            return List.of(space.getValue(new double[0]));
        }
        return copy(space, type).map(Extremes::at).orElse(List.of());
    }

    private static <T> List<T> at(ParameterSpace<T> numbered) {
        List<double[]> axes = NestedSpaces.number(numbered).stream().map(Extremes::axis).toList();
        double[] first = axes.stream().mapToDouble(axis -> axis[0]).toArray();
        List<T> values = new ArrayList<>();
        values.add(numbered.getValue(first));
        for (int leaf = 0; leaf < axes.size(); leaf++) {
            for (double coordinate : axes.get(leaf)) {
                double[] point = first.clone();
                point[leaf] = coordinate;
                if (coordinate != first[leaf]) {
                    values.add(numbered.getValue(point));
                }
            }
        }
        return values;
    }

    private static double[] axis(ParameterSpace<?> leaf) {
        if (leaf instanceof DiscreteParameterSpace<?> choice) {
            int n = choice.numValues();
            return IntStream.range(0, n).mapToDouble(i -> (i + 0.5) / n).toArray();
        }
        return DoubleStream.of(0, 1).toArray();
    }

    /** A space has no value before it has an index, and the index belongs to its generator. */
    private static <T> Optional<ParameterSpace<T>> copy(ParameterSpace<T> space, Class<T> type) {
        TypedSpace<T> typed = new TypedSpace<>(type, space);
        try {
            String json = JsonMapper.getMapper().writeValueAsString(typed);
            return Optional.of(typed.sameType(JsonMapper.getMapper(), json).space());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Refuses a space whose values are not all valid.
     *
     * @param name name of the option
     * @param space the space, or null
     * @param type type of the values
     * @param valid which values are
     * @param expected what they are, for the message: "in (0, 1]"
     * @param <T> type of the values
     * @throws IllegalArgumentException if a deciding value is not valid
     */
    public static <T> void require(
            String name,
            ParameterSpace<T> space,
            Class<T> type,
            Predicate<T> valid,
            String expected) {
        for (T value : of(space, type)) {
            if (!valid.test(value)) {
                throw new IllegalArgumentException(
                        name + " must be " + expected + ", but " + space + " allows " + value);
            }
        }
    }
}
