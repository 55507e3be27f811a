/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Complete trials by how many others are better in every goal.
 *
 * <p>A trial dominates another if it is at least as good in every goal and better in one. Those
 * that none dominates are the first front, those that only the first front dominates the second,
 * and so on.
 */
public final class ParetoFronts {

    private final List<Goal> goals;
    private final List<List<Trial>> fronts = new ArrayList<>();

    private ParetoFronts(List<Goal> goals) {
        this.goals = goals;
    }

    /**
     * Sorts trials into fronts.
     *
     * @param goals what is optimized
     * @param trials any trials; those that are not complete are left out
     */
    public static ParetoFronts of(List<Goal> goals, List<Trial> trials) {
        ParetoFronts fronts = new ParetoFronts(goals);
        List<Trial> left = new ArrayList<>(trials);
        left.removeIf(trial -> trial.status() != TrialStatus.COMPLETE);
        while (!left.isEmpty()) {
            List<Trial> front =
                    left.stream()
                            .filter(
                                    trial ->
                                            left.stream()
                                                    .noneMatch(by -> fronts.dominates(by, trial)))
                            .toList();
            fronts.fronts.add(front);
            left.removeAll(front);
        }
        return fronts;
    }

    /** The trials that no other dominates, by id; empty if none is complete. */
    public List<Trial> best() {
        return fronts.isEmpty() ? List.of() : fronts.get(0);
    }

    /**
     * All trials, front by front, within each by crowding distance: lonely ones first, and the ends
     * of each goal before all (Deb et al., "A Fast and Elitist Multiobjective Genetic Algorithm:
     * NSGA-II", 2002, III.B).
     */
    public List<Trial> byRank() {
        List<Trial> ranked = new ArrayList<>();
        for (List<Trial> front : fronts) {
            Map<Integer, Double> distances = crowding(front);
            front.stream()
                    .sorted(
                            Comparator.comparingDouble((Trial trial) -> -distances.get(trial.id()))
                                    .thenComparingInt(Trial::id))
                    .forEach(ranked::add);
        }
        return ranked;
    }

    private boolean dominates(Trial by, Trial trial) {
        boolean better = false;
        for (int i = 0; i < goals.size(); i++) {
            Direction direction = goals.get(i).direction();
            double one = by.objectives().get(i);
            double other = trial.objectives().get(i);
            if (direction.better(other, one)) {
                return false;
            }
            better |= direction.better(one, other);
        }
        return better;
    }

    private Map<Integer, Double> crowding(List<Trial> front) {
        Map<Integer, Double> distances = new HashMap<>();
        for (int i = 0; i < goals.size(); i++) {
            int goal = i;
            List<Trial> sorted =
                    front.stream()
                            .sorted(
                                    Comparator.comparingDouble(
                                            trial -> trial.objectives().get(goal)))
                            .toList();
            int last = sorted.size() - 1;
            double range = value(sorted, last, goal) - value(sorted, 0, goal);
            for (int k = 0; k <= last; k++) {
                boolean isEnd = k == 0 || k == last;
                double gap =
                        isEnd || range == 0
                                ? 0
                                : (value(sorted, k + 1, goal) - value(sorted, k - 1, goal)) / range;
                distances.merge(
                        sorted.get(k).id(), isEnd ? Double.POSITIVE_INFINITY : gap, Double::sum);
            }
        }
        return distances;
    }

    private static double value(List<Trial> sorted, int position, int goal) {
        return sorted.get(position).objectives().get(goal);
    }
}
