/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

import io.github.vernier.layers.cost.NetworkCost;
import java.util.List;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.arbiter.optimize.api.TaskCreatorProvider;
import org.deeplearning4j.arbiter.task.ComputationGraphTaskCreator;

/** Computation graphs of one size; see {@link BudgetSpace}. */
public final class BudgetGraphSpace extends BudgetSpace<GraphConfiguration> {

    static {
        TaskCreatorProvider.registerDefaultTaskCreatorClass(
                BudgetGraphSpace.class, ComputationGraphTaskCreator.class);
    }

    private ComputationGraphSpace network;

    private BudgetGraphSpace() {}

    /**
     * Graphs within a budget.
     *
     * @param network the graphs, with input types
     * @param budget the size
     * @param measure what it counts
     * @param stages names of the stages of the settings
     * @throws io.github.vernier.layers.cost.InfeasibleBudgetException if no setting of the stages
     *     reaches the budget
     */
    public BudgetGraphSpace(
            ComputationGraphSpace network,
            long budget,
            BudgetMeasure measure,
            List<String> stages) {
        super(budget, measure, stages);
        if (network.getInputTypes() == null) {
            throw new IllegalArgumentException("The graph's space must have input types");
        }
        this.network = network;
        check();
    }

    @Override
    protected ComputationGraphSpace network() {
        return network;
    }

    @Override
    protected NetworkCost cost(GraphConfiguration candidate, double[] values) {
        return NetworkCost.of(
                candidate.getConfiguration(), network.getInputTypes().getValue(values));
    }

    @Override
    protected BudgetGraphSpace copy() {
        return Copies.of(this, BudgetGraphSpace.class);
    }
}
