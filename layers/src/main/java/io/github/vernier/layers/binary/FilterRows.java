/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import java.nio.FloatBuffer;

/**
 * One filter and another of the same size as Java arrays, which stay in the first cache and whose
 * loops the virtual machine vectorizes.
 */
final class FilterRows {

    final float[] row;
    final float[] other;

    private FilterRows(int fanIn) {
        row = new float[fanIn];
        other = new float[fanIn];
    }

    /** Some pairs of rows: {@code old}, if they are enough. */
    static FilterRows[] atLeast(FilterRows[] old, int count, int fanIn) {
        if (old != null && old.length >= count) {
            return old;
        }
        FilterRows[] rows = new FilterRows[count];
        for (int k = 0; k < count; k++) {
            rows[k] = new FilterRows(fanIn);
        }
        return rows;
    }

    /** row = a filter of a tensor. */
    void readRow(FloatBuffer from, int filter) {
        from.get(filter * row.length, row);
    }

    /** other = a filter of a tensor. */
    void readOther(FloatBuffer from, int filter) {
        from.get(filter * other.length, other);
    }

    /** A filter of a tensor = row. */
    void writeRow(FloatBuffer to, int filter) {
        to.put(filter * row.length, row);
    }

    /** Σ row. */
    double sum() {
        return FloatSums.sum(row, row.length);
    }

    /** Σ |row|. */
    double absoluteSum() {
        return FloatSums.absolute(row, row.length);
    }

    /** Σ row². */
    double squares() {
        return FloatSums.dot(row, row, row.length);
    }

    /** Σ row · other. */
    double dot() {
        return FloatSums.dot(row, other, row.length);
    }

    /** row −= mean. */
    void subtract(float mean) {
        for (int i = 0; i < row.length; i++) {
            row[i] -= mean;
        }
    }

    /** row *= scale. */
    void multiply(float scale) {
        for (int i = 0; i < row.length; i++) {
            row[i] *= scale;
        }
    }

    /** row = 0 where other is beyond bounds; no branch, which would be guessed wrong there. */
    void mask(float lower, float upper) {
        for (int i = 0; i < row.length; i++) {
            float beyond = Math.abs(other[i] - Math.max(lower, Math.min(upper, other[i])));
            row[i] *= 1 - Math.min(1, beyond * Float.MAX_VALUE);
        }
    }

    /** row = scale · row − share · other − mean. */
    void combine(float scale, float share, float mean) {
        for (int i = 0; i < row.length; i++) {
            row[i] = scale * row[i] - share * other[i] - mean;
        }
    }
}
