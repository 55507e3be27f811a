/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.parameter;

import io.github.vernier.arbiter.trial.ParameterDescription;
import io.github.vernier.arbiter.trial.ParameterDescription.Kind;
import io.github.vernier.arbiter.trial.ParameterDescription.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A choice of n values: value i at coordinates from i/n to (i + 1)/n. */
final class ChoiceParameter implements Parameter {

    private final List<Object> values;
    private final ParameterDescription description;

    /**
     * Takes the values in order.
     *
     * @param name its name
     * @param values what can be chosen
     */
    ChoiceParameter(String name, List<?> values) {
        this.values = distinguishable(values);
        this.description =
                new ParameterDescription(
                        name,
                        Kind.CHOICE,
                        Scale.LINEAR,
                        Double.NaN,
                        Double.NaN,
                        this.values.stream().map(Object::toString).toList());
    }

    @Override
    public ParameterDescription description() {
        return description;
    }

    @Override
    public Object value(double coordinate) {
        return values.get(Math.min((int) (coordinate * values.size()), values.size() - 1));
    }

    @Override
    public double coordinate(Object value) {
        int index = description.choices().indexOf(PlainValues.of(value).toString());
        for (int i = 0; index < 0 && i < values.size(); i++) {
            index = PlainValues.isSame(values.get(i), value) ? i : -1;
        }
        if (index < 0) {
            throw new IllegalArgumentException(
                    name() + " must be one of " + description.choices() + ", but got " + value);
        }
        return middle(index);
    }

    @Override
    public double[] grid(int resolution) {
        return IntStream.range(0, values.size()).mapToDouble(this::middle).toArray();
    }

    @Override
    public int cardinality() {
        return values.size();
    }

    private double middle(int index) {
        return (index + 0.5) / values.size();
    }

    private static List<Object> distinguishable(List<?> values) {
        List<Object> plain = new ArrayList<>();
        for (Object value : values) {
            Object text = PlainValues.of(value);
            plain.add(plain.contains(text) ? text + " #" + plain.size() : text);
        }
        return plain;
    }
}
