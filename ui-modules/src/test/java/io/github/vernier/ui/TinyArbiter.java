/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import io.github.vernier.arbiter.spaces.value.LogSpace;
import java.util.Properties;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.SgdSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.scoring.impl.TestSetLossScoreFunction;
import org.deeplearning4j.arbiter.ui.listener.ArbiterStatusListener;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A search by stock Arbiter, reported to its own page. */
public final class TinyArbiter {

    private TinyArbiter() {}

    /** The points of {@link TinyTraining}. */
    public static final class Points implements DataSource {

        private static final long serialVersionUID = 1;

        @Override
        public void configure(Properties properties) {}

        @Override
        public Object trainData() {
            return new TinyTraining(1, 0.01).data();
        }

        @Override
        public Object testData() {
            return new TinyTraining(2, 0.01).data();
        }

        @Override
        public Class<?> getDataType() {
            return DataSetIterator.class;
        }
    }

    /**
     * Runs it.
     *
     * @param storage gets the reports
     * @param session session of the reports
     * @param candidates how many networks to train at least
     */
    public static LocalOptimizationRunner search(
            StatsStorageRouter storage, String session, int candidates) {
        MultiLayerSpace space =
                new MultiLayerSpace.Builder()
                        .seed(1)
                        .updater(new SgdSpace(new LogSpace(1e-3, 1e-1)))
                        .addLayer(
                                new OutputLayerSpace.Builder()
                                        .nIn(2)
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .lossFunction(LossFunction.MCXENT)
                                        .build())
                        .numEpochs(1)
                        .build();
        LocalOptimizationRunner runner =
                new LocalOptimizationRunner(
                        new OptimizationConfiguration.Builder()
                                .candidateGenerator(new RandomSearchGenerator(space))
                                .rngSeed(5)
                                .dataSource(Points.class, new Properties())
                                .modelSaver(new InMemoryResultSaver())
                                .scoreFunction(new TestSetLossScoreFunction())
                                .terminationConditions(new MaxCandidatesCondition(candidates))
                                .build());
        runner.addListeners(new ArbiterStatusListener(session, storage));
        runner.execute();
        return runner;
    }
}
