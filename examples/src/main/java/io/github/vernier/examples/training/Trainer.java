/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import io.github.vernier.examples.data.ImageIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.factory.Nd4j;

/** Trains networks, all in the same way and on the same minibatches. */
public final class Trainer {

    private static final double NANOSECONDS = 1e9;

    private final Preparation preparation;
    private final Recipe recipe;
    private final long seed;
    private final TrainingObserver observer;
    private final Stop stop;

    /**
     * @param preparation of the images
     * @param recipe updater and rates
     * @param seed of what layers draw when training
     * @param observer is told what happens
     * @param stop may end it early
     */
    public Trainer(
            Preparation preparation,
            Recipe recipe,
            long seed,
            TrainingObserver observer,
            Stop stop) {
        this.preparation = preparation;
        this.recipe = recipe;
        this.seed = seed;
        this.observer = observer;
        this.stop = stop;
    }

    /**
     * Trains a copy of a network; the network itself stays as it is.
     *
     * @param model which model it is
     * @param start parameters to start from
     * @param epochs passes over the training images
     * @param listeners of this training
     * @param each told about every epoch
     * @return the trained copy, without listeners
     */
    public Network train(
            ModelName model,
            Network start,
            int epochs,
            List<TrainingListener> listeners,
            Consumer<EpochPoint> each) {
        int iterations = preparation.iterations();
        Network network = start.restarted(recipe.updater(epochs, iterations));
        LossMeter losses = new LossMeter(observer, stop);
        List<TrainingListener> all = new ArrayList<>(listeners);
        all.addAll(observer.listeners(model));
        all.add(losses);
        network.listen(all);
        ImageIterator images = preparation.train();
        ImageIterator test = preparation.test();
        // Dropout draws from here; without this a student's would depend on the teacher's length.
        Nd4j.getRandom().setSeed(seed);

        observer.trainingStarted(model, epochs, iterations);
        try {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                long begin = System.nanoTime();
                network.fit(images);
                double seconds = (System.nanoTime() - begin) / NANOSECONDS;
                EpochPoint point =
                        new EpochPoint(
                                model,
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
        network.learningRate(recipe.lastRate(epochs));
        return network;
    }
}
