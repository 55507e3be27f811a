/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.demo;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.training.Stop;
import io.github.vernier.listeners.record.SeriesRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.factory.Nd4j;

/** Runs the trainings of the demonstration, one after the other. */
public final class Demo {

    /** Told how far it is. */
    @FunctionalInterface
    public interface Observer {

        /**
         * An epoch has ended.
         *
         * @param session which training
         * @param epoch epochs done
         * @param epochs epochs of it
         * @param score DL4J's score of the last iteration
         */
        void epochDone(String session, int epoch, int epochs, double score);
    }

    private final DemoSettings settings;
    private final StatsStorageRouter storage;
    private final Observer observer;
    private final Stop stop;

    /**
     * A demonstration.
     *
     * @param settings how large it is
     * @param storage where records go
     * @param observer told how far it is
     * @param stop may end it early
     */
    public Demo(DemoSettings settings, StatsStorageRouter storage, Observer observer, Stop stop) {
        this.settings = settings;
        this.storage = storage;
        this.observer = observer;
        this.stop = stop;
    }

    /**
     * Trains.
     *
     * @throws IOException if the images can't be had
     * @throws io.github.vernier.examples.training.StoppedException if it was ended early
     */
    public void run() throws IOException {
        DataSource data =
                DataSource.of("digits", null, settings.seed())
                        .limit(settings.trainExamples(), settings.testExamples());
        DemoSessions sessions = new DemoSessions(settings, data, storage);
        DemoSession teacher = sessions.teacher();
        train(teacher);
        train(sessions.binary(teacher.network()));
        train(sessions.numbers());
    }

    private void train(DemoSession session) {
        List<TrainingListener> listeners = new ArrayList<>(session.listeners());
        listeners.add(
                new BaseTrainingListener() {
                    @Override
                    public void iterationDone(Model model, int iteration, int epoch) {
                        stop.check();
                    }
                });
        session.network().setListeners(listeners);
        Nd4j.getRandom().setSeed(settings.seed());
        // Any number of one's own, by one line; see the page of series.
        SeriesRecorder series = SeriesRecorder.of(storage, session.id());
        for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
            long start = System.nanoTime();
            session.network().fit(session.data());
            double seconds = (System.nanoTime() - start) / 1e9;
            series.put("images per second", epoch, settings.trainExamples() / seconds);
            observer.epochDone(session.id(), epoch, settings.epochs(), session.network().score());
        }
        session.network().setListeners(List.of());
    }
}
