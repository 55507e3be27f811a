/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.study;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.data.ImageShape;
import io.github.vernier.examples.networks.Architecture;
import io.github.vernier.examples.networks.Networks;
import io.github.vernier.examples.report.ExperimentObserver;
import io.github.vernier.examples.report.Findings;
import io.github.vernier.examples.study.BinaryWeightProbe.Look;
import io.github.vernier.examples.training.EpochPoint;
import io.github.vernier.examples.training.InputException;
import io.github.vernier.examples.training.Measurements;
import io.github.vernier.examples.training.ModelName;
import io.github.vernier.examples.training.Network;
import io.github.vernier.examples.training.Preparation;
import io.github.vernier.examples.training.Stop;
import io.github.vernier.examples.training.StoredModel;
import io.github.vernier.examples.training.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of the steps that the package describes. An instance runs once. */
public final class Study {

    private final StudySettings settings;
    private final ExperimentObserver observer;
    private final Stop stop;

    private final List<EpochPoint> epochs = new ArrayList<>();
    private final Map<ModelName, List<Look>> looks = new LinkedHashMap<>();

    /**
     * @param settings what to do
     * @param observer is told what happens
     * @param stop may end it early
     */
    public Study(StudySettings settings, ExperimentObserver observer, Stop stop) {
        this.settings = settings;
        this.observer = observer;
        this.stop = stop;
    }

    /**
     * Does it.
     *
     * @return the complete findings
     * @throws InputException if something that was given does not fit
     * @throws io.github.vernier.examples.training.StoppedException if it was stopped; the observer
     *     has the findings up to then
     * @throws IOException if the data cannot be read or the observer cannot store a result
     */
    public Findings run() throws IOException {
        DataSource data = settings.data().read(settings.seed());
        observer.dataRead(data);
        // Before hours of training: what cannot be built is known now.
        List<Architecture> architectures = new ArrayList<>();
        for (Candidate candidate : settings.candidates()) {
            architectures.add(architecture(candidate, data));
        }
        Preparation preparation =
                new Preparation(
                        data,
                        Optional.of(Preparation.standardization(data)),
                        settings.protocol().augmentation(),
                        settings.protocol().batch(),
                        settings.seed());
        Trainer trainer =
                new Trainer(preparation, settings.protocol(), settings.seed(), observer, stop);
        Measurements measurements = new Measurements(preparation, stop);
        progressed(measurements, false);
        for (int i = 0; i < architectures.size(); i++) {
            ModelName model = settings.candidates().get(i).model();
            Network trained =
                    train(trainer, model, Network.of(architectures.get(i).network()), measurements);
            StoredModel stored = new StoredModel(trained.model(), preparation.normalization());
            measurements.add(model, trained, observer.store(model, stored));
            progressed(measurements, false);
        }
        measurements.time();
        return progressed(measurements, true);
    }

    private Architecture architecture(Candidate candidate, DataSource data) {
        ImageShape image = data.shape();
        Networks.ImageShape shape =
                new Networks.ImageShape(
                        image.channels(), image.height(), image.width(), data.classes());
        try {
            Architecture architecture =
                    Networks.byName(
                            candidate.network(),
                            shape,
                            settings.seed(),
                            candidate.convolution(),
                            settings.protocol().weightDecay());
            return settings.protocol().compressedDecay()
                    ? architecture.withCompressedDecay(
                            Networks.byName(candidate.network(), shape, settings.seed()))
                    : architecture;
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    private Network train(
            Trainer trainer, ModelName model, Network start, Measurements measurements) {
        BinaryWeightProbe probe = new BinaryWeightProbe();
        looks.put(model, probe.looks());
        return trainer.train(
                model,
                start,
                settings.protocol().epochs(),
                List.of(probe),
                point -> {
                    epochs.add(point);
                    try {
                        progressed(measurements, false);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private Findings progressed(Measurements measurements, boolean complete) throws IOException {
        Findings findings =
                StudyReport.of(settings.title(), measurements.results(), epochs, looks, complete);
        observer.progressed(findings);
        return findings;
    }
}
