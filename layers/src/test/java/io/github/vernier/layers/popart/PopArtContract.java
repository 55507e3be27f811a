/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import io.github.vernier.layers.testing.LayerCase;
import io.github.vernier.layers.testing.OutputLayerContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The options of both heads. */
abstract class PopArtContract extends OutputLayerContract {

    private static final Task L2 = new Task(LossFunction.L2, Activation.IDENTITY);
    private static final Task L1 = new Task(LossFunction.L1, Activation.IDENTITY);
    private static final Task MAE = new Task(LossFunction.MEAN_ABSOLUTE_ERROR, Activation.IDENTITY);

    @Override
    protected abstract AbstractPopArtOutputLayer.Builder<?> builder();

    /** A loss that stays the same between its evaluations. */
    @Override
    protected AbstractPopArtOutputLayer.Builder<?> differentiableBuilder() {
        return builder().frozen(true).initialMoments(0.5, 4);
    }

    @Override
    protected List<Task> tasks() {
        return List.of(REGRESSION, L2, L1, MAE);
    }

    @Override
    protected Set<String> statistics() {
        return Set.of("statistics");
    }

    @Override
    protected List<LayerCase> options() {
        List<LayerCase> all = new ArrayList<>(super.options());
        all.add(option("shared", builder().scope(StatisticsScope.SHARED)));
        all.add(option("min/max", builder().art(new MinMaxRescaling())));
        all.add(
                option(
                        "percentiles",
                        builder().art(new PercentileRescaling(0.8)).beta(0.5).warmUp(2)));
        all.add(
                option(
                        "everything else",
                        builder()
                                .beta(0.2)
                                .schedule(StepSchedule.PRIOR_COUNT)
                                .reduction(BatchReduction.SUM)
                                .bounds(1e-2, 10)
                                .desiredDeviation(0.5)
                                .initialMoments(1, 2)
                                .preserveOutputs(false)
                                .frozen(true)
                                .scoreInOriginalUnits(true)
                                .rescaleUpdaterState(true)));
        return all;
    }

    @Override
    protected List<LayerCase> differentiableOptions() {
        List<LayerCase> all = new ArrayList<>(super.differentiableOptions());
        all.add(option("shared", differentiableBuilder().scope(StatisticsScope.SHARED)));
        return all;
    }

    private LayerCase option(String name, AbstractPopArtOutputLayer.Builder<?> builder) {
        return new LayerCase(name, with(builder, REGRESSION).layer(), inputType());
    }
}
