/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

import io.github.vernier.layers.cost.NetworkCost;
import java.util.List;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.TaskCreatorProvider;
import org.deeplearning4j.arbiter.task.MultiLayerNetworkTaskCreator;

/**
 * Multi-layer networks of one size; see {@link BudgetSpace}.
 *
 * <pre>{@code
 * MultiLayerSpace network = new MultiLayerSpace.Builder()
 *     .addLayer(new HashedConvolution2DSpace.Builder()
 *         .kernelSize(3, 3).nOut(32).ratio(new StageSetting("first", 0.01, 1)).build())
 *     .addLayer(new HashedConvolution2DSpace.Builder()
 *         .kernelSize(3, 3).nOut(64).ratio(new StageSetting("second", 0.01, 1)).build())
 *     ...
 * new BudgetMultiLayerSpace(network, 5_000, BudgetMeasure.PARAMETERS, List.of("first", "second"))
 * }</pre>
 */
public final class BudgetMultiLayerSpace extends BudgetSpace<DL4JConfiguration> {

    static {
        TaskCreatorProvider.registerDefaultTaskCreatorClass(
                BudgetMultiLayerSpace.class, MultiLayerNetworkTaskCreator.class);
    }

    private MultiLayerSpace network;

    private BudgetMultiLayerSpace() {}

    /**
     * Networks within a budget.
     *
     * @param network the networks, with an input type
     * @param budget the size
     * @param measure what it counts
     * @param stages names of the stages of the settings
     * @throws io.github.vernier.layers.cost.InfeasibleBudgetException if no setting of the stages
     *     reaches the budget
     */
    public BudgetMultiLayerSpace(
            MultiLayerSpace network, long budget, BudgetMeasure measure, List<String> stages) {
        super(budget, measure, stages);
        if (network.getInputType() == null) {
            throw new IllegalArgumentException("The network's space must have an input type");
        }
        this.network = network;
        check();
    }

    @Override
    protected MultiLayerSpace network() {
        return network;
    }

    @Override
    protected NetworkCost cost(DL4JConfiguration candidate, double[] values) {
        return NetworkCost.of(
                candidate.getMultiLayerConfiguration(), network.getInputType().getValue(values));
    }

    @Override
    protected BudgetMultiLayerSpace copy() {
        return Copies.of(this, BudgetMultiLayerSpace.class);
    }
}
