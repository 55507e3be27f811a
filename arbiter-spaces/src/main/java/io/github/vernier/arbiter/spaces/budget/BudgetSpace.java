/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.spaces.value.NestedSpaces;
import io.github.vernier.layers.cost.Budget;
import io.github.vernier.layers.cost.BudgetSolver;
import io.github.vernier.layers.cost.NetworkCost;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Networks of one size: the budget is fixed, and its division among the stages of the network is
 * searched, beside whatever the network's own space searches.
 *
 * <p>A stage is a name. The settings of its layers that decide their size are {@link StageSetting}s
 * and {@link StageCount}s. A candidate's shares say how much of what the budget leaves beyond the
 * smallest network each stage gets; what a stage cannot take goes to the others. Then all stages
 * are opened or closed by one common factor until the network is the largest within the budget.
 *
 * @param <T> what the network's space makes
 */
public abstract class BudgetSpace<T> extends CompositeSpace<T> {

    private static final int ROUNDS = 60;

    private long budget;
    private BudgetMeasure measure;
    private List<String> stages;
    private ParameterSpace<Map<String, Double>> shares;

    /** For JSON. */
    protected BudgetSpace() {}

    /**
     * Takes the settings; subclasses call {@link #check} when they are complete.
     *
     * @param budget the size
     * @param measure what it counts
     * @param stages names of the stages
     */
    protected BudgetSpace(long budget, BudgetMeasure measure, List<String> stages) {
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("A budget needs at least one stage");
        }
        this.budget = budget;
        this.measure = Objects.requireNonNull(measure, "measure must be given");
        this.stages = List.copyOf(stages);
        this.shares = new SharesSpace(stages);
    }

    /**
     * The network's own space.
     *
     * @return the space
     */
    protected abstract BaseNetworkSpace<T> network();

    /**
     * The cost of a candidate of the network's space.
     *
     * @param candidate the candidate
     * @param values its coordinates
     * @return its cost
     */
    protected abstract NetworkCost cost(T candidate, double[] values);

    /**
     * Refuses a budget that no network of the space can have: with everything searched in the
     * middle, and with each parameter at one of its ends.
     *
     * @throws io.github.vernier.layers.cost.InfeasibleBudgetException if none can
     */
    protected final void check() {
        BudgetSpace<T> copy = copy();
        double[] middle = new double[NestedSpaces.number(copy).size()];
        Arrays.fill(middle, 0.5);
        Budget inTheMiddle = copy.range(middle);
        boolean feasible = inTheMiddle.isFeasible();
        for (int leaf = 0; leaf < middle.length && !feasible; leaf++) {
            double[] point = middle.clone();
            point[leaf] = 0;
            feasible = copy.range(point).isFeasible();
            point[leaf] = 1;
            feasible |= copy.range(point).isFeasible();
        }
        if (!feasible) {
            inTheMiddle.orThrow();
        }
    }

    private Budget range(double[] values) {
        return new Budget(0, 0, budget, size(values, 0), size(values, 1));
    }

    /**
     * An equal space whose leaves may be numbered.
     *
     * @return the copy
     */
    protected abstract BudgetSpace<T> copy();

    /**
     * The size of what this makes.
     *
     * @param values the candidate's coordinates
     * @return the number that the budget limits
     */
    public final long size(double[] values) {
        return measure.of(cost(getValue(values), values));
    }

    private long size(double[] values, double position) {
        return size(values, all(position));
    }

    private long size(double[] values, Map<String, Double> positions) {
        return measure.of(
                StagePositions.with(positions, () -> cost(network().getValue(values), values)));
    }

    private Map<String, Double> all(double position) {
        Map<String, Double> positions = new LinkedHashMap<>();
        stages.forEach(stage -> positions.put(stage, position));
        return positions;
    }

    @Override
    public T getValue(double[] values) {
        Map<String, Double> divided = divided(values);
        Budget solved =
                BudgetSolver.real(factor -> size(values, times(divided, factor)), 0, 1, budget);
        return StagePositions.with(
                times(divided, solved.value()), () -> network().getValue(values));
    }

    /** Factor 1/2 is as divided, 0 the smallest network and 1 the largest. */
    private static Map<String, Double> times(Map<String, Double> divided, double factor) {
        Map<String, Double> positions = new LinkedHashMap<>();
        divided.forEach(
                (stage, position) ->
                        positions.put(
                                stage,
                                factor <= 0.5
                                        ? 2 * factor * position
                                        : position + (2 * factor - 1) * (1 - position)));
        return positions;
    }

    private Map<String, Double> divided(double[] values) {
        Map<String, CostCurve> curves = new LinkedHashMap<>();
        for (String stage : stages) {
            curves.put(
                    stage,
                    new CostCurve(
                            position -> {
                                Map<String, Double> positions = all(0);
                                positions.put(stage, position);
                                return size(values, positions);
                            }));
        }
        Map<String, Double> share = shares.getValue(values);
        double spare = budget - size(values, 0);
        double level = level(curves, share, spare);
        Map<String, Double> positions = new LinkedHashMap<>();
        curves.forEach(
                (stage, curve) -> positions.put(stage, curve.position(level * share.get(stage))));
        return positions;
    }

    /** What is multiplied by the shares, so that what the stages can take is the spare size. */
    private static double level(
            Map<String, CostCurve> curves, Map<String, Double> share, double spare) {
        double low = 0;
        double high = Math.max(0, spare) * Math.pow(2, ROUNDS / 2.0);
        for (int round = 0; round < 2 * ROUNDS; round++) {
            double middle = (low + high) / 2;
            double taken = 0;
            for (Map.Entry<String, CostCurve> curve : curves.entrySet()) {
                taken += Math.min(middle * share.get(curve.getKey()), curve.getValue().most());
            }
            if (taken < spare) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Map<String, ParameterSpace> getNestedSpaces() {
        Map<String, ParameterSpace> nested = new LinkedHashMap<>();
        nested.put("share", shares);
        nested.put("network", network());
        return nested;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && budget == ((BudgetSpace<?>) other).budget
                && measure == ((BudgetSpace<?>) other).measure;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), budget, measure);
    }

    /**
     * The budget.
     *
     * @return the size of every candidate, or a little less
     */
    public long budget() {
        return budget;
    }
}
