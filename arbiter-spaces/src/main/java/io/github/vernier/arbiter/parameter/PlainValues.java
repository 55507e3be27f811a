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

    /** Whether a choice's number or Boolean is what a text, of Python too, says. */
    static boolean isSame(Object choice, Object value) {
        String text = value.toString();
        if (choice instanceof Boolean) {
            return choice.toString().equalsIgnoreCase(text);
        }
        if (!(choice instanceof Number number)) {
            return false;
        }
        try {
            return Double.parseDouble(text) == number.doubleValue();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
