/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.discrete;

import io.github.vernier.listeners.cdg.MovedLosses;
import io.github.vernier.listeners.cdg.Objective;

/**
 * A function near a point.
 *
 * @param function the function
 * @param point moved while it is asked, every bit is put back
 */
record PointNeighbourhood(Objective function, double[] point) implements Neighbourhood {

    @Override
    public int dimensions() {
        return point.length;
    }

    @Override
    public double value() {
        return function.at(point);
    }

    @Override
    public MovedLosses moved(int[] coordinates, double change) {
        double[] plus = new double[coordinates.length];
        double[] minus = new double[coordinates.length];
        for (int i = 0; i < coordinates.length; i++) {
            int d = coordinates[i];
            double here = point[d];
            point[d] = here + change;
            plus[i] = function.at(point);
            point[d] = here - change;
            minus[i] = function.at(point);
            point[d] = here;
        }
        return new MovedLosses(plus, minus);
    }

    @Override
    public double after(double[] step) {
        return function.at(DiscreteGradient.sum(point, step));
    }
}
