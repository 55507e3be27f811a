/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.cost.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;

/**
 * Replaces as few candidates as the budget allows, for families whose layers have one size each.
 *
 * <p>Those that save most come first; the last one needed is the one that saves least of all that
 * are enough. No choice of fewer layers meets the budget, and a candidate that saves nothing is
 * never replaced. One is at least: a budget that the network meets already is infeasible.
 *
 * @param budget size of the new network by that of the original
 */
record FewestLayers(LongUnaryOperator budget) implements Sizing {

    private static final double RATIO = 1;

    /** A candidate, by its place in the order of execution, and what replacing it saves. */
    private record Choice(int index, long saving) {}

    @Override
    public Decision decide(Candidates candidates) {
        List<Choice> choices = choices(candidates);
        long network = candidates.network();
        long wanted = budget.applyAsLong(network);
        requireFeasible(network, wanted, choices);

        SortedSet<Integer> replaced = new TreeSet<>();
        long missing = network - wanted;
        int next = 0;
        while (choices.get(next).saving() < missing) {
            missing -= choices.get(next).saving();
            replaced.add(choices.get(next).index());
            next++;
        }
        while (next + 1 < choices.size() && choices.get(next + 1).saving() >= missing) {
            next++;
        }
        replaced.add(choices.get(next).index());
        return new Decision(replaced.stream().map(candidates.convolutions()::get).toList(), RATIO);
    }

    /** Those that save something, the most first. */
    private static List<Choice> choices(Candidates candidates) {
        List<Choice> choices = new ArrayList<>();
        List<LayerSlot> slots = candidates.convolutions();
        for (int i = 0; i < slots.size(); i++) {
            long saving = candidates.saving(slots.get(i), RATIO);
            if (saving > 0) {
                choices.add(new Choice(i, saving));
            }
        }
        if (choices.isEmpty()) {
            throw new IllegalArgumentException(
                    "The replacements of "
                            + slots.stream().map(LayerSlot::name).toList()
                            + " have as many "
                            + candidates.measure()
                            + " or more: there is no budget they could meet; measure(...) sets"
                            + " what a budget counts");
        }
        choices.sort(Comparator.comparingLong(Choice::saving).reversed());
        return choices;
    }

    private static void requireFeasible(long network, long wanted, List<Choice> choices) {
        long floor = network - choices.stream().mapToLong(Choice::saving).sum();
        long ceiling = network - 1;
        new Budget(RATIO, wanted < floor ? floor : ceiling, wanted, floor, ceiling).orThrow();
    }
}
