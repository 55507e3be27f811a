/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.parameter;

import io.github.vernier.arbiter.spaces.conditional.NamedLeaves;
import io.github.vernier.arbiter.trial.ParameterDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;

/**
 * A space whose coordinates have names.
 *
 * @param <T> what the space makes of a point
 */
public final class SearchSpace<T> {

    /** Where a coordinate is put that has no say. */
    private static final double UNUSED = 0.5;

    private final ParameterSpace<T> space;
    private final NamedLeaves named;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<ParameterSpace<?>> leafOf = new ArrayList<>();

    private SearchSpace(ParameterSpace<T> space) {
        this.space = space;
        this.named = new NamedLeaves(space);
        number();
    }

    /**
     * Finds the leaves of a space and numbers them as Arbiter's generators do.
     *
     * @param space any space
     * @param <T> what it makes of a point
     */
    public static <T> SearchSpace<T> of(ParameterSpace<T> space) {
        return new SearchSpace<>(space);
    }

    /** The space itself. */
    public ParameterSpace<T> space() {
        return space;
    }

    /** Number of coordinates. */
    public int dimension() {
        return parameters.size();
    }

    /** What is searched, in the order of the coordinates. */
    public List<ParameterDescription> descriptions() {
        return parameters.stream().map(Parameter::description).toList();
    }

    /**
     * What the space makes of a point.
     *
     * @param coordinates one in [0, 1] for each parameter
     * @throws IllegalArgumentException if their number is another
     */
    public T configuration(double[] coordinates) {
        check(coordinates);
        return space.getValue(coordinates);
    }

    /**
     * The values at a point, by parameter; null where a parameter plays no part.
     *
     * @param coordinates one in [0, 1] for each parameter
     */
    public Map<String, Object> values(double[] coordinates) {
        boolean[] active = active(coordinates);
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < coordinates.length; i++) {
            Parameter parameter = parameters.get(i);
            values.put(parameter.name(), active[i] ? parameter.value(coordinates[i]) : null);
        }
        return values;
    }

    /**
     * Which parameters play a part at a point.
     *
     * @param coordinates one in [0, 1] for each parameter
     */
    public boolean[] active(double[] coordinates) {
        check(coordinates);
        Set<ParameterSpace<?>> leaves = named.active(coordinates);
        boolean[] active = new boolean[coordinates.length];
        for (int i = 0; i < active.length; i++) {
            active[i] = leaves.contains(leafOf.get(i));
        }
        return active;
    }

    /**
     * A point with the given values.
     *
     * @param values by parameter; null, or left out, for those that play no part
     * @throws IllegalArgumentException naming every value that is missing, unknown or outside
     */
    public double[] coordinates(Map<String, ?> values) {
        List<String> problems = new ArrayList<>();
        Set<String> unknown = new HashSet<>(values.keySet());
        parameters.forEach(parameter -> unknown.remove(parameter.name()));
        unknown.stream().sorted().forEach(name -> problems.add("there is no parameter " + name));
        double[] coordinates = new double[dimension()];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = coordinate(parameters.get(i), values, problems);
        }
        boolean[] active = active(coordinates);
        for (int i = 0; i < active.length; i++) {
            String name = parameters.get(i).name();
            if (active[i] && values.get(name) == null) {
                problems.add(name + " has no value");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return coordinates;
    }

    /**
     * Coordinates of a grid along one parameter, each with another value, ascending.
     *
     * @param parameter its position
     * @param resolution how many points a range has; a choice has all its values, and integers no
     *     more than there are
     */
    public double[] grid(int parameter, int resolution) {
        return parameters.get(parameter).grid(resolution);
    }

    /**
     * Number of different values of a parameter; {@link Integer#MAX_VALUE} for a continuous range.
     *
     * @param parameter its position
     */
    public int cardinality(int parameter) {
        return parameters.get(parameter).cardinality();
    }

    private static double coordinate(
            Parameter parameter, Map<String, ?> values, List<String> problems) {
        Object value = values.get(parameter.name());
        if (value == null) {
            return UNUSED;
        }
        try {
            return parameter.coordinate(value);
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return UNUSED;
        }
    }

    private void check(double[] coordinates) {
        if (coordinates.length != dimension()) {
            throw new IllegalArgumentException(
                    "The space has "
                            + dimension()
                            + " parameters, but got "
                            + coordinates.length
                            + " coordinates");
        }
    }

    @SuppressWarnings("rawtypes")
    private void number() {
        List<ParameterSpace> leaves = LeafUtils.getUniqueObjects(space.collectLeaves());
        int next = 0;
        int total = leaves.stream().mapToInt(ParameterSpace::numParameters).sum();
        Set<String> used = new HashSet<>();
        for (ParameterSpace<?> leaf : leaves) {
            int count = leaf.numParameters();
            int first = next;
            leaf.setIndices(IntStream.range(first, first + count).toArray());
            String name = unused(name(leaf, first), used);
            for (int i = 0; i < count; i++) {
                leafOf.add(leaf);
                parameters.add(
                        count == 1
                                ? parameter(name, leaf, first, total)
                                : new NumberParameter(name + "[" + i + "]", u -> u));
            }
            next += count;
        }
    }

    /** Its path; a space that is a single parameter has none. */
    private String name(ParameterSpace<?> leaf, int index) {
        String path = named.name(leaf);
        return path == null ? "parameter" + index : path.isEmpty() ? "value" : path;
    }

    private static String unused(String name, Set<String> used) {
        String candidate = name;
        for (int i = 2; !used.add(candidate); i++) {
            candidate = name + "#" + i;
        }
        return candidate;
    }

    private static Parameter parameter(String name, ParameterSpace<?> leaf, int index, int total) {
        if (leaf instanceof DiscreteParameterSpace<?> choice) {
            return choice(name, leaf, index, total, choice.numValues());
        }
        if (leaf instanceof BooleanSpace || !(at(leaf, index, total, 0) instanceof Number)) {
            return choice(name, leaf, index, total, distinctValues(leaf, index, total));
        }
        return new NumberParameter(name, u -> (Number) at(leaf, index, total, u));
    }

    private static Parameter choice(
            String name, ParameterSpace<?> leaf, int index, int total, int count) {
        return new ChoiceParameter(
                name,
                IntStream.range(0, count)
                        .mapToObj(i -> at(leaf, index, total, (i + 0.5) / count))
                        .toList());
    }

    /** A leaf that is no known choice is asked: n values fill n equal parts. */
    private static int distinctValues(ParameterSpace<?> leaf, int index, int total) {
        int probes = 1 << 10;
        Set<Object> distinct = new HashSet<>();
        for (int i = 0; i < probes; i++) {
            distinct.add(PlainValues.of(at(leaf, index, total, (i + 0.5) / probes)));
        }
        return distinct.size();
    }

    private static Object at(ParameterSpace<?> leaf, int index, int total, double coordinate) {
        double[] coordinates = new double[total];
        Arrays.fill(coordinates, UNUSED);
        coordinates[index] = coordinate;
        return leaf.getValue(coordinates);
    }
}
