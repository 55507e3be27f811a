/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.arbiter.spaces.budget.BudgetMeasure;
import io.github.vernier.arbiter.spaces.budget.BudgetMultiLayerSpace;
import io.github.vernier.arbiter.spaces.budget.StageSetting;
import io.github.vernier.arbiter.spaces.conditional.ActiveGridGenerator;
import io.github.vernier.arbiter.spaces.conditional.ChoiceLayerSpace;
import io.github.vernier.arbiter.spaces.training.AdamUpdaterSpace;
import io.github.vernier.arbiter.spaces.training.TauScheduleSpace;
import io.github.vernier.arbiter.spaces.value.LogSpace;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import java.util.List;
import java.util.Properties;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator.Mode;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.scoring.impl.TestSetLossScoreFunction;
import org.deeplearning4j.arbiter.ui.data.GlobalConfigPersistable;
import org.deeplearning4j.arbiter.ui.listener.ArbiterStatusListener;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Arbiter's configuration, runner and page, with our spaces in the place of its own. */
class StockArbiterTest {

    private static final int TIMEOUT = 120;
    private static final String PAGE = "ArbiterUI";

    private static MultiLayerSpace network(ParameterSpace<Double> ratio) {
        return new MultiLayerSpace.Builder()
                .seed(1)
                .updater(AdamUpdaterSpace.withRate(new LogSpace(1e-3, 1e-1)))
                .addLayer(
                        new ChoiceLayerSpace.Builder()
                                .branch(
                                        "hashed",
                                        new HashedConvolution2DSpace.Builder()
                                                .kernelSize(3, 3)
                                                .nOut(4)
                                                .ratio(ratio)
                                                .build())
                                .branch(
                                        "binary",
                                        new BinaryConvolution2DSpace.Builder()
                                                .kernelSize(3, 3)
                                                .nOut(4)
                                                .convolutionMode(
                                                        new DiscreteParameterSpace<>(
                                                                ConvolutionMode.Truncate,
                                                                ConvolutionMode.Same))
                                                .tau(
                                                        new TauScheduleSpace(
                                                                new ContinuousParameterSpace(
                                                                        0.6, 1),
                                                                new PlainValue<>(1.0),
                                                                2))
                                                .build())
                                .build())
                .addLayer(
                        new OutputLayerSpace.Builder()
                                .nOut(2)
                                .lossFunction(LossFunction.MCXENT)
                                .build())
                .setInputType(InputType.convolutional(5, 5, 2))
                .numEpochs(1)
                .build();
    }

    private static OptimizationConfiguration plan(CandidateGenerator generator, int candidates) {
        return new OptimizationConfiguration.Builder()
                .candidateGenerator(generator)
                .rngSeed(5)
                .dataSource(HashedSearchTest.Brightness.class, new Properties())
                .modelSaver(new InMemoryResultSaver())
                .scoreFunction(new TestSetLossScoreFunction())
                .terminationConditions(new MaxCandidatesCondition(candidates))
                .build();
    }

    private static LocalOptimizationRunner run(OptimizationConfiguration plan) {
        LocalOptimizationRunner runner = new LocalOptimizationRunner(plan);
        runner.execute();
        assertThat(runner.numCandidatesFailed()).isZero();
        return runner;
    }

    @Test
    @Timeout(TIMEOUT)
    void itsPageHearsOfCandidatesOfOurSpaces() {
        OptimizationConfiguration plan =
                plan(new RandomSearchGenerator(network(new ContinuousParameterSpace(0.1, 0.9))), 4);
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        LocalOptimizationRunner runner = new LocalOptimizationRunner(plan);
        runner.addListeners(new ArbiterStatusListener("search", storage));
        runner.execute();

        assertThat(runner.numCandidatesFailed()).isZero();
        assertThat(runner.numCandidatesCompleted()).isGreaterThanOrEqualTo(4);
        assertThat(storage.listSessionIDs()).contains("search");
        GlobalConfigPersistable global =
                (GlobalConfigPersistable)
                        storage.getStaticInfo(
                                "search", PAGE, GlobalConfigPersistable.GLOBAL_WORKER_ID);
        assertThat(global.getCandidatesCompleted()).isGreaterThanOrEqualTo(4);
        assertThat(global.getCandidatesFailed()).isZero();
        assertThat(global.getOptimizationConfigJson())
                .contains("HashedConvolution2DSpace", "ChoiceLayerSpace", "TauScheduleSpace");
    }

    @Test
    @Timeout(TIMEOUT)
    void aPlanReadFromJsonRuns() {
        OptimizationConfiguration plan =
                plan(new RandomSearchGenerator(network(new ContinuousParameterSpace(0.1, 0.9))), 2);
        OptimizationConfiguration copy = OptimizationConfiguration.fromJson(plan.toJson());
        copy.setResultSaver(new InMemoryResultSaver());

        assertThat(run(copy).numCandidatesCompleted()).isGreaterThanOrEqualTo(2);
    }

    @Test
    @Timeout(TIMEOUT)
    void itsRunnerWalksTheActiveGrid() {
        ActiveGridGenerator grid =
                new ActiveGridGenerator(
                        network(new DiscreteParameterSpace<>(0.1, 0.5)), 2, Mode.Sequential);
        // 2 rates times 2 ratios, or 2 modes times 2 starts of τ.
        assertThat(grid.getTotalNumCandidates()).isEqualTo(2 * (2 + 2 * 2));
        assertThat(run(plan(grid, grid.getTotalNumCandidates())).numCandidatesCompleted())
                .isEqualTo(grid.getTotalNumCandidates());
    }

    @Test
    @Timeout(TIMEOUT)
    void itsRunnerTrainsNetworksOnBudget() {
        BudgetMultiLayerSpace space =
                new BudgetMultiLayerSpace(
                        network(new StageSetting("only", 0.05, 1)),
                        100,
                        BudgetMeasure.PARAMETERS,
                        List.of("only"));
        assertThat(run(plan(new RandomSearchGenerator(space), 2)).numCandidatesCompleted())
                .isGreaterThanOrEqualTo(2);
    }
}
