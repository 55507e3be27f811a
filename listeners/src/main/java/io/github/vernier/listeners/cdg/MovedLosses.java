/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

/**
 * Losses with one number moved at a time, one entry for each coordinate.
 *
 * @param plus mean losses with the number increased
 * @param minus mean losses with the number decreased by as much
 */
public record MovedLosses(double[] plus, double[] minus) {

    static MovedLosses ofCoordinates(int number) {
        return new MovedLosses(new double[number], new double[number]);
    }

    /**
     * Central differences.
     *
     * @param epsilon by how much the numbers were moved
     * @return {@code (plus − minus) / 2ε}
     */
    public double[] differences(double epsilon) {
        double[] differences = new double[plus.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = (plus[i] - minus[i]) / (2 * epsilon);
        }
        return differences;
    }
}
