/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.hashed.HashedConvolution2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.scoring.impl.TestSetLossScoreFunction;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A search as a user runs it: Arbiter's own runner, from space to trained networks. */
class HashedSearchTest {

    private static final int SIZE = 5;
    private static final int WEIGHTS = 6 * 2 * 3 * 3;

    /** Is the first channel brighter than the second? */
    public static final class Brightness implements DataSource {

        private static final long serialVersionUID = 1;

        @Override
        public void configure(Properties properties) {}

        @Override
        public Object trainData() {
            return examples(1);
        }

        @Override
        public Object testData() {
            return examples(2);
        }

        @Override
        public Class<?> getDataType() {
            return DataSetIterator.class;
        }

        private static DataSetIterator examples(long seed) {
            Nd4j.getRandom().setSeed(seed);
            List<DataSet> examples = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                DataSet example = new DataSet(Nd4j.rand(1, 2, SIZE, SIZE), Nd4j.zeros(1, 2));
                example.getFeatures().get(NDArrayIndex.point(0), NDArrayIndex.point(i % 2)).addi(1);
                example.getLabels().putScalar(0, i % 2, 1);
                examples.add(example);
            }
            return new ListDataSetIterator<>(examples, 8);
        }
    }

    @Test
    @Timeout(120)
    void arbiterTrainsCandidatesWithDifferentNumbersOfBuckets() throws IOException {
        MultiLayerSpace space =
                new MultiLayerSpace.Builder()
                        .seed(1)
                        .updater(new Adam(0.01))
                        .addLayer(
                                new HashedConvolution2DSpace.Builder()
                                        .kernelSize(3, 3)
                                        .nOut(6)
                                        .activation(Activation.RELU)
                                        .ratio(new ContinuousParameterSpace(0.05, 1))
                                        .build())
                        .addLayer(
                                new OutputLayerSpace.Builder()
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .lossFunction(LossFunction.MCXENT)
                                        .build())
                        .setInputType(InputType.convolutional(SIZE, SIZE, 2))
                        .numEpochs(1)
                        .build();
        LocalOptimizationRunner runner =
                new LocalOptimizationRunner(
                        new OptimizationConfiguration.Builder()
                                .candidateGenerator(new RandomSearchGenerator(space))
                                .rngSeed(5)
                                .dataSource(Brightness.class, new Properties())
                                .modelSaver(new InMemoryResultSaver())
                                .scoreFunction(new TestSetLossScoreFunction())
                                .terminationConditions(new MaxCandidatesCondition(2))
                                .build());
        runner.execute();

        // The runner may start one more candidate before it notices that it has enough.
        assertThat(runner.numCandidatesCompleted()).isBetween(2, 3);
        assertThat(runner.numCandidatesFailed()).isZero();
        Set<Long> buckets = new TreeSet<>();
        for (ResultReference result : runner.getResults()) {
            double ratio = 0.05 + 0.95 * result.getResult().getCandidate().getFlatParameters()[0];
            MultiLayerNetwork net = (MultiLayerNetwork) result.getResultModel();
            HashedConvolution2D layer = (HashedConvolution2D) net.getLayer(0).conf().getLayer();
            assertThat(layer.getBuckets()).isEqualTo((long) (ratio * WEIGHTS));
            assertThat(net.getParam("0_buckets").length()).isEqualTo(layer.getBuckets());
            assertThat(net.getIterationCount()).isEqualTo(4);
            assertThat(result.getResult().getScore()).isBetween(0.1, 0.69);
            buckets.add(layer.getBuckets());
        }
        assertThat(buckets).hasSizeGreaterThanOrEqualTo(2);
        assertThat(runner.bestScore()).isLessThan(0.69);
    }
}
