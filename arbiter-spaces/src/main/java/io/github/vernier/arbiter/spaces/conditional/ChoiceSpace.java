/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.conditional;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;

/**
 * One of several named spaces; only the chosen one's parameters count.
 *
 * <p>All branches have coordinates in every candidate, as Arbiter demands. Which of them count is
 * told by {@link Conditional}: {@link NamedLeaves} reports the others as null, and {@link
 * ActiveGridGenerator} varies only those that count.
 *
 * @param <T> what all branches make
 */
public final class ChoiceSpace<T> extends CompositeSpace<T> implements Conditional {

    private static final String CHOSEN = "choice";

    private ParameterSpace<String> choice;
    private Map<String, ParameterSpace<? extends T>> branches;

    private ChoiceSpace() {}

    /**
     * A choice.
     *
     * @param branches the branches by name, in order
     * @throws IllegalArgumentException if there is none, or one is called {@code choice}
     */
    public ChoiceSpace(Map<String, ? extends ParameterSpace<? extends T>> branches) {
        if (branches.isEmpty() || branches.containsKey(CHOSEN)) {
            throw new IllegalArgumentException(
                    "branches must be one or more, none of them named \""
                            + CHOSEN
                            + "\", but are "
                            + branches.keySet());
        }
        this.branches = new LinkedHashMap<>();
        branches.forEach((name, branch) -> this.branches.put(name, PlainValue.ifSingle(branch)));
        this.choice = PlainValue.ifSingle(new DiscreteParameterSpace<>(branches.keySet()));
    }

    /**
     * A choice of fixed values by name.
     *
     * @param values the values, in order
     * @param <T> type of the values
     * @return the choice
     */
    public static <T> ChoiceSpace<T> ofValues(Map<String, ? extends T> values) {
        Map<String, ParameterSpace<T>> branches = new LinkedHashMap<>();
        values.forEach((name, value) -> branches.put(name, new PlainValue<T>(value)));
        return new ChoiceSpace<>(branches);
    }

    private ParameterSpace<? extends T> chosen(double[] values) {
        return branches.get(choice.getValue(values));
    }

    @Override
    public T getValue(double[] values) {
        return chosen(values).getValue(values);
    }

    @Override
    public List<ParameterSpace<?>> active(double[] values) {
        return List.of(choice, chosen(values));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Map<String, ParameterSpace> getNestedSpaces() {
        Map<String, ParameterSpace> nested = new LinkedHashMap<>();
        nested.put(CHOSEN, choice);
        nested.putAll(branches);
        return nested;
    }

    /**
     * Names of the branches.
     *
     * @return in order
     */
    public List<String> names() {
        return new ArrayList<>(branches.keySet());
    }
}
