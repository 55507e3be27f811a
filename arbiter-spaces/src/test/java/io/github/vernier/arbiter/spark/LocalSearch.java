/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spark;

import io.github.vernier.arbiter.execution.TrialContext;
import io.github.vernier.arbiter.generator.TpeSearch;
import io.github.vernier.arbiter.network.NetworkMeasure;
import io.github.vernier.arbiter.network.NetworkObjective;
import io.github.vernier.arbiter.network.Quadrants;
import io.github.vernier.arbiter.pruning.MedianPruning;
import io.github.vernier.arbiter.search.Search;
import io.github.vernier.arbiter.search.SearchBuilder;
import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStore;
import java.util.List;
import java.util.Properties;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.scoring.impl.TestSetLossScoreFunction;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Searches that run anywhere. */
final class LocalSearch {

    static final int TRIALS = 20;

    private LocalSearch() {}

    static SearchBuilder<Double> builder(TrialStore store) {
        return Search.builder()
                .space(new ContinuousParameterSpace(-3, 3))
                .minimize("loss", LocalSearch::loss)
                .generator(TpeSearch.builder().startup(5).build())
                .pruning(MedianPruning.defaults())
                .trials(TRIALS)
                .seed(11)
                .store(store);
    }

    static SearchBuilder<Double> slow(TrialStore store) {
        return Search.builder()
                .space(new ContinuousParameterSpace(-3, 3))
                .minimize(
                        "loss",
                        (x, trial) -> {
                            Thread.sleep(60_000);
                            return x;
                        })
                .store(store);
    }

    static SearchBuilder<DL4JConfiguration> networks(TrialStore store) {
        MultiLayerSpace space =
                new MultiLayerSpace.Builder()
                        .addLayer(
                                new OutputLayerSpace.Builder()
                                        .nIn(2)
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .lossFunction(LossFunction.MCXENT)
                                        .l2(new ContinuousParameterSpace(0, 0.1))
                                        .build())
                        .numEpochs(2)
                        .build();
        return Search.builder()
                .space(space)
                .objective(
                        NetworkObjective.builder()
                                .data(Quadrants.class, new Properties())
                                .score(new TestSetLossScoreFunction())
                                .build())
                .also(
                        new Goal("parameters", Direction.MINIMIZE),
                        NetworkMeasure.parameters(InputType.feedForward(2)))
                .trials(3)
                .store(store);
    }

    static SearchBuilder<Double> failing(TrialStore store) {
        return Search.builder()
                .space(new ContinuousParameterSpace(-3, 3))
                .minimize(
                        "loss",
                        (x, trial) -> {
                            throw new IllegalStateException("diverged");
                        })
                .store(store);
    }

    private static double loss(double x, TrialContext trial) throws InterruptedException {
        double loss = Double.NaN;
        for (int epoch = 1; epoch <= 4; epoch++) {
            Thread.sleep(Long.getLong("trial.sleep", 1));
            loss = (x - 1) * (x - 1) * (1 + Math.pow(2, -epoch)) + 1e-3 * (trial.seed() % 7);
            trial.report(epoch, loss);
        }
        return loss;
    }

    /** Whatever of a trial must not depend on where it ran. */
    static List<Object> result(Trial trial) {
        return List.of(
                trial.id(),
                trial.seed(),
                trial.coordinates(),
                trial.values(),
                trial.status(),
                trial.epochs(),
                trial.objectives());
    }
}
