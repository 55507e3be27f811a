/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.parameter;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Values as numbers, Booleans and text, which every store and page can hold. */
final class PlainValues {

    private PlainValues() {}

    static Object of(Object value) {
        if (value instanceof Double || value instanceof Long || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Float number) {
            // By its text, or 0.1f would read 0.10000000149.
            return Double.valueOf(number.toString());
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value != null && value.getClass().isArray()) {
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(of(Array.get(value, i)));
            }
            return elements.toString();
        }
        return String.valueOf(value);
    }

    /** Whether a choice's value is the number that a text or another type of number says. */
    static boolean sameNumber(Object choice, Object value) {
        if (!(choice instanceof Number number)) {
            return false;
        }
        try {
            return Double.parseDouble(value.toString()) == number.doubleValue();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
