/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Puts numbers and texts of records into answers. JSON has no NaN: a number that is not finite
 * becomes the text "NaN", "Infinity" or "-Infinity", so that a page can say what it is.
 */
public final class Json {

    private Json() {}

    /**
     * Puts a number.
     *
     * @param to where to
     * @param name its name
     * @param value number, may be NaN or infinite
     */
    public static void put(ObjectNode to, String name, double value) {
        if (Double.isFinite(value)) {
            to.put(name, value);
        } else {
            to.put(name, Double.toString(value));
        }
    }

    /**
     * Puts a list of numbers.
     *
     * @param to where to
     * @param name its name
     * @param values numbers, may be NaN or infinite
     */
    public static void put(ObjectNode to, String name, double[] values) {
        ArrayNode array = to.putArray(name);
        for (double value : values) {
            add(array, value);
        }
    }

    /**
     * Puts a list of numbers.
     *
     * @param to where to
     * @param name its name
     * @param values numbers, may be NaN or infinite
     */
    public static void put(ObjectNode to, String name, float[] values) {
        ArrayNode array = to.putArray(name);
        for (float value : values) {
            add(array, value);
        }
    }

    /**
     * Puts a list of whole numbers.
     *
     * @param to where to
     * @param name its name
     * @param values numbers
     */
    public static void put(ObjectNode to, String name, int[] values) {
        ArrayNode array = to.putArray(name);
        for (int value : values) {
            array.add(value);
        }
    }

    /**
     * Puts a list of texts.
     *
     * @param to where to
     * @param name its name
     * @param values texts
     */
    public static void put(ObjectNode to, String name, List<String> values) {
        ArrayNode array = to.putArray(name);
        values.forEach(array::add);
    }

    private static void add(ArrayNode to, double value) {
        if (Double.isFinite(value)) {
            to.add(value);
        } else {
            to.add(Double.toString(value));
        }
    }
}
