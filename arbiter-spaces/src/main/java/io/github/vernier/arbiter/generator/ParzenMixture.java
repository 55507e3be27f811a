/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * A density over points of the unit cube: the weighted sum of one kernel for each observed point
 * and one for the prior, each the product of one kernel an axis.
 */
final class ParzenMixture {

    /** The youngest trials have full weight; older ones fade linearly down to 1/n. */
    private static final int FULL_WEIGHT = 25;

    /** Width of joint kernels: 0.2 n^(-1/(d + 4)), Scott's rule with Optuna's factor. */
    private static final double WIDTH = 0.2;

    /** No kernel is narrower than 1/min(100, n + 1): Bergstra's "magic clip". */
    private static final int MAX_SHARPNESS = 100;

    private final List<Axis> axes;
    private final List<AxisKernel[]> kernels = new ArrayList<>();
    private final double[] weights;

    /**
     * A parameter's kind of kernel.
     *
     * @param values number of its values, {@link Integer#MAX_VALUE} if continuous
     * @param isChoice whether the values have no order
     */
    record Axis(int values, boolean isChoice) {

        static Axis choice(int values) {
            return new Axis(values, true);
        }

        static Axis number(int values) {
            return new Axis(values, false);
        }
    }

    ParzenMixture(List<Axis> axes, List<double[]> points, double priorWeight) {
        this.axes = axes;
        int n = points.size();
        this.weights = weights(n, priorWeight);
        AxisKernel[][] columns = new AxisKernel[axes.size()][];
        for (int i = 0; i < columns.length; i++) {
            int axis = i;
            double[] column = points.stream().mapToDouble(point -> point[axis]).toArray();
            columns[i] = kernels(axes.get(i), column, priorWeight);
        }
        for (int k = 0; k <= n; k++) {
            int kernel = k;
            kernels.add(
                    IntStream.range(0, columns.length)
                            .mapToObj(i -> columns[i][kernel])
                            .toArray(AxisKernel[]::new));
        }
    }

    /** A point drawn from the density. */
    double[] sample(SplittableRandom random) {
        double left = random.nextDouble();
        int chosen = 0;
        while (chosen < weights.length - 1 && left >= weights[chosen]) {
            left -= weights[chosen++];
        }
        double[] point = new double[axes.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = kernels.get(chosen)[i].sample(random.nextDouble());
        }
        return point;
    }

    /** Logarithm of the density at a point. */
    double logDensity(double[] point) {
        double[] logs = new double[weights.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < logs.length; k++) {
            logs[k] = Math.log(weights[k]);
            for (int i = 0; i < point.length; i++) {
                logs[k] += kernels.get(k)[i].logDensity(point[i]);
            }
            largest = Math.max(largest, logs[k]);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return largest + Math.log(sum);
    }

    /** One kernel for each coordinate, and the prior last. */
    private AxisKernel[] kernels(Axis axis, double[] coordinates, double priorWeight) {
        int n = coordinates.length;
        AxisKernel[] column = new AxisKernel[n + 1];
        AxisKernel prior =
                axis.isChoice ? ChoiceKernel.uniform(axis.values) : new NormalKernel(0.5, 1);
        double[] widths = axis.isChoice ? null : widths(axis, coordinates);
        for (int k = 0; k < n; k++) {
            if (Double.isNaN(coordinates[k])) {
                column[k] = prior;
            } else if (axis.isChoice) {
                column[k] = ChoiceKernel.around(coordinates[k], axis.values, priorWeight / (n + 1));
            } else {
                column[k] = new NormalKernel(coordinates[k], widths[k]);
            }
        }
        column[n] = prior;
        return column;
    }

    private double[] widths(Axis axis, double[] coordinates) {
        int n = coordinates.length;
        // A kernel narrower than a value's own share would tell equal values apart.
        double least = Math.max(1.0 / Math.min(MAX_SHARPNESS, n + 2), 1.0 / axis.values);
        double[] widths = new double[n];
        for (int k = 0; k < n; k++) {
            double width =
                    axes.size() == 1
                            ? reach(coordinates, k)
                            : WIDTH * Math.pow(n + 1, -1.0 / (axes.size() + 4));
            widths[k] = Math.min(1, Math.max(least, width));
        }
        return widths;
    }

    /** Distance to the farther neighbour, the prior's middle being one of the points. */
    private static double reach(double[] coordinates, int k) {
        double below = Double.NEGATIVE_INFINITY;
        double above = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= coordinates.length; i++) {
            double other = i < coordinates.length ? coordinates[i] : 0.5;
            boolean before = other < coordinates[k] || (other == coordinates[k] && i < k);
            if (i != k && before) {
                below = Math.max(below, other);
            } else if (i != k && other >= coordinates[k]) {
                above = Math.min(above, other);
            }
        }
        double down = Double.isInfinite(below) ? 0 : coordinates[k] - below;
        double up = Double.isInfinite(above) ? 0 : above - coordinates[k];
        return Math.max(down, up);
    }

    /** Normalized; of trials in the order of age, oldest first, and the prior's last. */
    private static double[] weights(int n, double priorWeight) {
        double[] weights = new double[n + 1];
        int fading = n - FULL_WEIGHT;
        for (int k = 0; k < n; k++) {
            weights[k] =
                    k >= fading || fading == 1 ? 1 : 1.0 / n + (1 - 1.0 / n) * k / (fading - 1);
        }
        weights[n] = priorWeight;
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int k = 0; k <= n; k++) {
            weights[k] /= sum;
        }
        return weights;
    }

    /** A density along one axis. */
    private interface AxisKernel {
        double sample(double uniform);

        double logDensity(double coordinate);
    }

    /** A normal density cut off at 0 and 1. */
    private static final class NormalKernel implements AxisKernel {

        private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

        private final NormalDistribution normal;
        private final double below;
        private final double inside;

        NormalKernel(double mean, double width) {
            // No generator: nothing is sampled by Commons Math itself.
            this.normal = new NormalDistribution(null, mean, width);
            this.below = normal.cumulativeProbability(0);
            this.inside = normal.cumulativeProbability(1) - below;
        }

        @Override
        public double sample(double uniform) {
            double coordinate = normal.inverseCumulativeProbability(below + uniform * inside);
            return Math.min(Math.max(coordinate, 0), Math.nextDown(1.0));
        }

        @Override
        public double logDensity(double coordinate) {
            double z = (coordinate - normal.getMean()) / normal.getStandardDeviation();
            return -0.5 * z * z
                    - LOG_ROOT_TWO_PI
                    - Math.log(normal.getStandardDeviation() * inside);
        }
    }

    /** Probabilities of the values of a choice; a coordinate is the middle of its value's part. */
    private static final class ChoiceKernel implements AxisKernel {

        private final double[] probabilities;

        private ChoiceKernel(double[] probabilities) {
            this.probabilities = probabilities;
        }

        static ChoiceKernel uniform(int values) {
            return new ChoiceKernel(
                    IntStream.range(0, values).mapToDouble(i -> 1.0 / values).toArray());
        }

        /** The observed value with weight 1, every value with a share of the prior's. */
        static ChoiceKernel around(double coordinate, int values, double share) {
            int observed = index(coordinate, values);
            double total = 1 + values * share;
            return new ChoiceKernel(
                    IntStream.range(0, values)
                            .mapToDouble(i -> (i == observed ? 1 + share : share) / total)
                            .toArray());
        }

        @Override
        public double sample(double uniform) {
            int chosen = 0;
            double left = uniform;
            while (chosen < probabilities.length - 1 && left >= probabilities[chosen]) {
                left -= probabilities[chosen++];
            }
            return (chosen + 0.5) / probabilities.length;
        }

        @Override
        public double logDensity(double coordinate) {
            return Math.log(probabilities[index(coordinate, probabilities.length)]);
        }

        private static int index(double coordinate, int values) {
            return Math.min((int) (coordinate * values), values - 1);
        }
    }
}
