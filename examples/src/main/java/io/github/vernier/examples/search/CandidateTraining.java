/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import io.github.vernier.arbiter.execution.Objective;
import io.github.vernier.arbiter.execution.TrialContext;
import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.training.DataSelection;
import io.github.vernier.examples.training.Preparation;
import io.github.vernier.examples.training.Preparation.Augmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.ObjDoubleConsumer;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a candidate and scores it by its accuracy on the test images.
 *
 * <p>Everything random comes from the configuration's seed and that of the images, so a
 * configuration has one score, whoever trains it.
 */
public final class CandidateTraining implements Objective<DL4JConfiguration> {

    private static final long serialVersionUID = 1;

    private final String name;
    private final String folder;
    private final int trainExamples;
    private final int testExamples;
    private final int batch;
    private final int epochs;
    private final long seed;
    private transient volatile DataSource data;

    /**
     * A training.
     *
     * @param images the images
     * @param batch images per minibatch
     * @param epochs passes over the training images
     * @param seed of the images and their order
     */
    public CandidateTraining(DataSelection images, int batch, int epochs, long seed) {
        this.name = images.name();
        this.folder = images.folder() == null ? null : images.folder().toString();
        this.trainExamples = images.trainExamples();
        this.testExamples = images.testExamples();
        this.batch = batch;
        this.epochs = epochs;
        this.seed = seed;
    }

    /** The images. */
    DataSource data() throws IOException {
        if (data == null) {
            synchronized (this) {
                if (data == null) {
                    data =
                            new DataSelection(
                                            name,
                                            folder == null ? null : Path.of(folder),
                                            trainExamples,
                                            testExamples)
                                    .read(seed);
                }
            }
        }
        return data;
    }

    @Override
    public double evaluate(DL4JConfiguration candidate, TrialContext trial) throws IOException {
        return train(
                candidate.getMultiLayerConfiguration(),
                iteration -> trial.checkpoint(),
                (epoch, accuracy) -> trial.report(epoch, accuracy));
    }

    /**
     * Trains a configuration outside a search.
     *
     * @param configuration the configuration
     * @return the accuracy after the last epoch
     * @throws IOException if the images cannot be read
     */
    public double score(MultiLayerConfiguration configuration) throws IOException {
        return train(configuration, iteration -> {}, (epoch, accuracy) -> {});
    }

    private double train(
            MultiLayerConfiguration configuration,
            IntConsumer eachIteration,
            ObjDoubleConsumer<Integer> eachEpoch)
            throws IOException {
        Preparation preparation =
                new Preparation(
                        data(),
                        Optional.of(Preparation.standardization(data())),
                        Augmentation.CROP_FLIP,
                        batch,
                        seed);
        MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
        network.init();
        network.setListeners(new Iterations(eachIteration));
        DataSetIterator train = preparation.train();
        DataSetIterator test = preparation.test();
        Nd4j.getRandom().setSeed(seed);
        double accuracy = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            network.fit(train);
            accuracy = network.evaluate(test).accuracy();
            eachEpoch.accept(epoch, accuracy);
        }
        return accuracy;
    }

    /** Tells of each iteration. */
    private static final class Iterations extends BaseTrainingListener {
        private final IntConsumer each;

        Iterations(IntConsumer each) {
            this.each = each;
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            each.accept(iteration);
        }
    }
}
