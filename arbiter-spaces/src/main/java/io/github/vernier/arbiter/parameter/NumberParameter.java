/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.parameter;

import io.github.vernier.arbiter.trial.ParameterDescription;
import io.github.vernier.arbiter.trial.ParameterDescription.Kind;
import io.github.vernier.arbiter.trial.ParameterDescription.Scale;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** A number that never falls while its coordinate rises. */
final class NumberParameter implements Parameter {

    /** How close to the middle of its ends' logarithms a logarithmic scale has its own middle. */
    private static final double LOGARITHMIC_TOLERANCE = 1e-3;

    /** Relative difference below which two numbers are the same value. */
    private static final double SAME = 1e-9;

    /** Enough to tell any two coordinates apart. */
    private static final int BISECTIONS = 60;

    /** Values told apart before a range is taken for continuous. */
    private static final int MAX_STEPS = 100_000;

    private final DoubleFunction<Number> value;
    private final ParameterDescription description;
    private final int cardinality;

    /**
     * Takes the value as a function of the coordinate.
     *
     * @param name its name
     * @param value the function
     */
    NumberParameter(String name, DoubleFunction<Number> value) {
        this.value = value;
        Object first = value.apply(0);
        boolean whole = !(first instanceof Double || first instanceof Float);
        double low = at(0);
        double high = at(1);
        this.description =
                new ParameterDescription(
                        name,
                        whole ? Kind.INTEGER : Kind.CONTINUOUS,
                        scale(low, high),
                        low,
                        high,
                        List.of());
        this.cardinality = whole ? integers(low, high) : Integer.MAX_VALUE;
    }

    @Override
    public ParameterDescription description() {
        return description;
    }

    @Override
    public Object value(double coordinate) {
        return PlainValues.of(value.apply(coordinate));
    }

    @Override
    public double coordinate(Object wanted) {
        double number = parse(wanted);
        double slack = SAME * Math.max(Math.abs(number), Double.MIN_NORMAL);
        double first = firstAtLeast(number - slack);
        double last = firstAtLeast(Math.nextUp(number + slack));
        double middle = (first + last) / 2;
        double found = at(middle);
        if (!(Math.abs(found - number) <= slack)) {
            throw new IllegalArgumentException(
                    name()
                            + " must be in ["
                            + description.low()
                            + ", "
                            + description.high()
                            + "] and on its steps, but got "
                            + wanted);
        }
        return middle;
    }

    @Override
    public double[] grid(int resolution) {
        int points = Math.min(resolution, cardinality);
        if (cardinality <= resolution) {
            return IntStream.range(0, points)
                    .mapToDouble(i -> coordinate(description.low() + i))
                    .toArray();
        }
        if (points == 1) {
            return new double[] {0.5};
        }
        boolean bounded = Double.isFinite(description.low()) && Double.isFinite(description.high());
        double[] even =
                IntStream.range(0, points)
                        .mapToDouble(i -> bounded ? i / (points - 1.0) : (i + 0.5) / points)
                        .toArray();
        return distinct(even);
    }

    @Override
    public int cardinality() {
        return cardinality;
    }

    /** Integers on a logarithmic scale, and steps, repeat values at neighbouring points. */
    private double[] distinct(double[] coordinates) {
        return IntStream.range(0, coordinates.length)
                .filter(i -> i == 0 || at(coordinates[i]) != at(coordinates[i - 1]))
                .mapToDouble(i -> coordinates[i])
                .toArray();
    }

    private double at(double coordinate) {
        return value.apply(coordinate).doubleValue();
    }

    private double firstAtLeast(double number) {
        if (at(0) >= number) {
            return 0;
        }
        double below = 0;
        double above = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (below + above) / 2;
            if (at(middle) >= number) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return above;
    }

    private double parse(Object wanted) {
        if (wanted instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return Double.parseDouble(String.valueOf(wanted));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name() + " must be a number, but got \"" + wanted + "\"", e);
        }
    }

    private Scale scale(double low, double high) {
        double middle = Math.sqrt(low * high);
        boolean logarithmic =
                low > 0
                        && high > low
                        && Double.isFinite(high)
                        && Math.abs(at(0.5) - middle)
                                <= Math.max(LOGARITHMIC_TOLERANCE * middle, rounding())
                        && Math.abs(at(0.5) - (low + high) / 2) > 2 * rounding();
        return logarithmic ? Scale.LOGARITHMIC : Scale.LINEAR;
    }

    /** How far rounding to a whole number moves a value. */
    private double rounding() {
        return value.apply(0) instanceof Double || value.apply(0) instanceof Float ? 0 : 1;
    }

    private int integers(double low, double high) {
        double count = high - low + 1;
        return count > MAX_STEPS ? Integer.MAX_VALUE : (int) count;
    }
}
