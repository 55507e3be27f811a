/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.analysis;

import io.github.vernier.arbiter.trial.ParameterDescription;
import io.github.vernier.arbiter.trial.ParameterDescription.Kind;
import io.github.vernier.arbiter.trial.ParameterDescription.Scale;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of one parameter in a table of numbers: for a number its value, in [0, 1] and even on
 * its scale; for a choice one column for each value; for both, whether the parameter counts at all.
 */
final class Encoding {

    private final ParameterDescription parameter;

    Encoding(ParameterDescription parameter) {
        this.parameter = parameter;
    }

    String name() {
        return parameter.name();
    }

    /** Names of the columns, the same for every value. */
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        columns.add(name() + "?");
        if (parameter.kind() == Kind.CHOICE) {
            parameter.choices().forEach(choice -> columns.add(name() + "=" + choice));
        } else {
            columns.add(name());
        }
        return columns;
    }

    /** A value in the columns; null for a parameter that does not count. */
    double[] encode(Object value) {
        double[] row = new double[columns().size()];
        if (value == null) {
            return row;
        }
        row[0] = 1;
        if (parameter.kind() == Kind.CHOICE) {
            int choice = parameter.choices().indexOf(String.valueOf(value));
            if (choice >= 0) {
                row[1 + choice] = 1;
            }
        } else if (value instanceof Number number) {
            row[1] = position(number.doubleValue());
        }
        return row;
    }

    private double position(double value) {
        double low = onScale(parameter.low());
        double high = onScale(parameter.high());
        return high > low ? (onScale(value) - low) / (high - low) : 0;
    }

    private double onScale(double value) {
        return parameter.scale() == Scale.LOGARITHMIC ? Math.log(value) : value;
    }
}
