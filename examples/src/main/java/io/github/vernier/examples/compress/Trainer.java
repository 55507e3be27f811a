/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.examples.compress.CompressionSettings.Training;
import io.github.vernier.examples.data.ImageIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Trains networks, all in the same way and on the same minibatches. */
final class Trainer {

    private static final double NANOSECONDS = 1e9;

    private final Preparation preparation;
    private final Training settings;
    private final CompressionObserver observer;
    private final Stop stop;

    Trainer(Preparation preparation, Training settings, CompressionObserver observer, Stop stop) {
        this.preparation = preparation;
        this.settings = settings;
        this.observer = observer;
        this.stop = stop;
    }

    /**
     * Trains a copy of a network; the network itself stays as it is.
     *
     * @param role which model it is
     * @param start parameters to start from
     * @param epochs passes over the training images
     * @param listeners of this training
     * @param each told about every epoch
     * @return the trained copy, without listeners
     */
    Network train(
            Role role,
            Network start,
            int epochs,
            List<TrainingListener> listeners,
            Consumer<EpochPoint> each) {
        int iterations = preparation.iterations();
        Network network =
                start.restarted(
                        new Adam(WarmCosine.of(settings.learningRate(), epochs * iterations)));
        LossMeter losses = new LossMeter(observer, stop);
        List<TrainingListener> all = new ArrayList<>(listeners);
        all.addAll(observer.listeners(role));
        all.add(losses);
        network.listen(all);
        ImageIterator images = preparation.train();
        ImageIterator test = preparation.test();
        // Dropout draws from here; without this a student's would depend on the teacher's length.
        Nd4j.getRandom().setSeed(settings.seed());

        observer.trainingStarted(role, epochs, iterations);
        try {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                long begin = System.nanoTime();
                network.fit(images);
                double seconds = (System.nanoTime() - begin) / NANOSECONDS;
                EpochPoint point =
                        new EpochPoint(
                                role,
                                epoch,
                                losses.takeMean(),
                                TestAccuracy.of(network, test, stop),
                                preparation.trainingImages() / seconds);
                observer.epochDone(point);
                each.accept(point);
            }
        } finally {
            observer.trainingEnded();
        }
        network.listen(List.of());
        network.learningRate(WarmCosine.last(settings.learningRate()));
        return network;
    }
}
