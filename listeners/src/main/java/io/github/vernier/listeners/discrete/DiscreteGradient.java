/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.discrete;

import io.github.vernier.listeners.cdg.MovedLosses;
import io.github.vernier.listeners.cdg.Objective;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Discrete Gradient search at a point.
 *
 * <p>For each coordinate d the smallest δ_d in {stride, 2·stride, … ≤ ε} is sought for which {@code
 * min(f(x + δ e_d), f(x − δ e_d)) < f(x)}; a tie of the two goes to plus. Coordinates that have one
 * are taken in the order of the {@link Ranking}, best first, lower index first among equals, while
 * {@code Σ δ² < ε²}; the first that does not fit ends it. The step is the sum of {@code ± δ_d e_d}
 * over the taken ones. At most {@code 2 · (ε / stride) · D} evaluations. Source: gradient notes of
 * YouCaiJun98; the ranking is a choice of this library, the notes leave it open.
 *
 * @param epsilon ε, largest change of a coordinate and bound of the step's length, above 0
 * @param stride granularity of changes, in (0, ε]
 * @param ranking which coordinates go first
 */
public record DiscreteGradient(double epsilon, double stride, Ranking ranking) {

    /** What a coordinate is worth. */
    public enum Ranking {
        /** Decrease for the share of the budget used: {@code decrease / δ²}. */
        DECREASE_PER_SQUARE {
            @Override
            double worth(double decrease, double delta) {
                return decrease / (delta * delta);
            }
        },
        /** Steepness: {@code decrease / δ}. */
        DECREASE_PER_DELTA {
            @Override
            double worth(double decrease, double delta) {
                return decrease / delta;
            }
        };

        abstract double worth(double decrease, double delta);
    }

    /**
     * What a search found; arrays have one entry for each coordinate.
     *
     * @param value f at the point
     * @param delta smallest change that lowers f, NaN where there is none
     * @param decrease by how much it does, 0 where there is none
     * @param sign direction of the change: 1, −1, or 0 where there is none
     * @param objective worth by the ranking, NaN where there is none
     * @param order coordinates that have a change, best first
     * @param selected those of them that make up the step
     * @param step the step
     * @param budgetUsed Σ δ² of the step
     * @param newValue f after the step
     * @param evaluations evaluations of the search, those at the point itself and after the step
     *     apart
     */
    public record Result(
            double value,
            double[] delta,
            double[] decrease,
            int[] sign,
            double[] objective,
            List<Integer> order,
            List<Integer> selected,
            double[] step,
            double budgetUsed,
            double newValue,
            long evaluations) {}

    /** Checks the settings. */
    public DiscreteGradient {
        if (!(stride > 0 && stride <= epsilon)) {
            throw new IllegalArgumentException(
                    "stride is "
                            + stride
                            + " and epsilon "
                            + epsilon
                            + ", expected 0 < stride <= epsilon");
        }
    }

    /**
     * Searches with {@link Ranking#DECREASE_PER_SQUARE}.
     *
     * @param epsilon ε, above 0
     * @param stride granularity of changes, in (0, ε]
     */
    public DiscreteGradient(double epsilon, double stride) {
        this(epsilon, stride, Ranking.DECREASE_PER_SQUARE);
    }

    /**
     * One search.
     *
     * @param f function
     * @param x point, {@code [D]}; moved during the call, every bit is put back
     */
    public Result search(Objective f, double[] x) {
        return search(new PointNeighbourhood(f, x));
    }

    /**
     * One search.
     *
     * @param near the function near the point
     */
    public Result search(Neighbourhood near) {
        int n = near.dimensions();
        double value = near.value();
        double highest = value - near.rounding(value);
        double[] delta = new double[n];
        double[] decrease = new double[n];
        int[] sign = new int[n];
        double[] worth = new double[n];
        Arrays.fill(delta, Double.NaN);
        Arrays.fill(worth, Double.NaN);
        int[] open = IntStream.range(0, n).toArray();
        long evaluations = 0;
        for (int i = 1; i <= changes() && open.length > 0; i++) {
            double change = stride * i;
            MovedLosses moved = near.moved(open, change);
            evaluations += 2L * open.length;
            for (int j = 0; j < open.length; j++) {
                double plus = moved.plus()[j];
                double minus = moved.minus()[j];
                if (Math.min(plus, minus) < highest) {
                    int d = open[j];
                    delta[d] = change;
                    sign[d] = plus <= minus ? 1 : -1;
                    decrease[d] = value - Math.min(plus, minus);
                    worth[d] = ranking.worth(decrease[d], change);
                }
            }
            open = Arrays.stream(open).filter(d -> sign[d] == 0).toArray();
        }
        List<Integer> order =
                IntStream.range(0, n)
                        .filter(d -> sign[d] != 0)
                        .boxed()
                        .sorted(Comparator.comparingDouble(d -> -worth[d]))
                        .toList();
        double used = 0;
        int taken = 0;
        double[] step = new double[n];
        for (int d : order) {
            double square = delta[d] * delta[d];
            if (!(used + square < epsilon * epsilon)) {
                break;
            }
            used += square;
            step[d] = sign[d] * delta[d];
            taken++;
        }
        return new Result(
                value,
                delta,
                decrease,
                sign,
                worth,
                order,
                order.subList(0, taken),
                step,
                used,
                near.after(step),
                evaluations);
    }

    /** How many changes are tried at most in each coordinate. */
    public int changes() {
        // Rounding of the quotient must not cost the last change.
        return (int) Math.floor(epsilon / stride + 1e-9);
    }

    /**
     * Several searches one after the other, each from where the last step led, with {@code ε/√S}
     * each so that the budget of all is ε².
     *
     * @param f function
     * @param x first point, {@code [D]}; not changed
     * @param steps number S of searches, at least 1
     * @return what each found; the last point is x plus all steps
     */
    public List<Result> search(Objective f, double[] x, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps is " + steps + ", expected at least 1");
        }
        DiscreteGradient each = new DiscreteGradient(epsilon / Math.sqrt(steps), stride, ranking);
        Result[] results = new Result[steps];
        double[] point = x.clone();
        for (int s = 0; s < steps; s++) {
            results[s] = each.search(f, point);
            point = sum(point, results[s].step());
        }
        return List.of(results);
    }

    static double[] sum(double[] x, double[] step) {
        double[] sum = x.clone();
        for (int d = 0; d < sum.length; d++) {
            sum[d] += step[d];
        }
        return sum;
    }
}
