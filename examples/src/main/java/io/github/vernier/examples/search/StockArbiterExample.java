/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import io.github.vernier.arbiter.spaces.budget.BudgetMultiLayerSpace;
import io.github.vernier.examples.data.DataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.scoring.impl.EvaluationScoreFunction;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Our spaces in a program that knows only Arbiter: its configuration, generator and runner, without
 * a line of ours but the space.
 *
 * <p>With {@code org.deeplearning4j:arbiter-ui} on the class path, {@code runner.addListeners(new
 * ArbiterStatusListener(storage))} shows it on Arbiter's own page. What Arbiter's runner does badly
 * (hangs at the end of a grid, keeps a NaN as the best) it does here too; {@code
 * io.github.vernier.arbiter.search} does not.
 */
public final class StockArbiterExample {

    private static final int BATCH = 32;
    private static final String EXAMPLES = "examples";

    private StockArbiterExample() {}

    /** Digits drawn on the spot, as Arbiter asks for data. */
    public static final class Digits
            implements org.deeplearning4j.arbiter.optimize.api.data.DataSource {

        private static final long serialVersionUID = 1;

        private int examples;

        /** For Arbiter. */
        public Digits() {}

        @Override
        public void configure(Properties properties) {
            examples = Integer.parseInt(properties.getProperty(EXAMPLES));
        }

        private DataSource images() {
            try {
                return DataSource.of("digits", null, 1).limit(examples, examples);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Object trainData() {
            return images().train(BATCH, 1);
        }

        @Override
        public Object testData() {
            return images().test(BATCH);
        }

        @Override
        public Class<?> getDataType() {
            return DataSetIterator.class;
        }
    }

    /**
     * Searches.
     *
     * @param candidates how many candidates to train
     * @param examples how many images to train each on
     * @return the runner, done
     */
    public static LocalOptimizationRunner search(int candidates, int examples) {
        BudgetMultiLayerSpace space =
                new CompactSpace(
                                List.of(SearchedFamily.values()),
                                0.1,
                                InputType.convolutional(28, 28, 1),
                                10,
                                1,
                                1)
                        .build();
        Properties data = new Properties();
        data.setProperty(EXAMPLES, Integer.toString(examples));
        LocalOptimizationRunner runner =
                new LocalOptimizationRunner(
                        new OptimizationConfiguration.Builder()
                                .candidateGenerator(new RandomSearchGenerator(space))
                                .rngSeed(1)
                                .dataSource(Digits.class, data)
                                .modelSaver(new InMemoryResultSaver())
                                .scoreFunction(
                                        new EvaluationScoreFunction(Evaluation.Metric.ACCURACY))
                                .terminationConditions(new MaxCandidatesCondition(candidates))
                                .build());
        runner.execute();
        return runner;
    }

    /**
     * Trains four candidates.
     *
     * @param arguments none
     */
    public static void main(String... arguments) {
        LocalOptimizationRunner runner = search(4, 2000);
        System.out.println("Best accuracy " + runner.bestScore());
        System.exit(0);
    }
}
