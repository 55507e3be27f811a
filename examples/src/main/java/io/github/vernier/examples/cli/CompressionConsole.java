/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.compress.CompressionObserver;
import io.github.vernier.examples.compress.EpochPoint;
import io.github.vernier.examples.compress.Outcome;
import io.github.vernier.examples.compress.Role;
import io.github.vernier.examples.compress.StoredModel;
import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.report.DataHash;
import io.github.vernier.examples.report.Provenance;
import io.github.vernier.examples.report.ReportFolder;
import io.github.vernier.layers.substitution.SubstitutionReport;
import io.github.vernier.listeners.distillation.DistillationListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Prints what happens, writes what comes out, and shows it in the UI. */
final class CompressionConsole implements CompressionObserver {

    private final PrintWriter out;
    private final TrainingProgress progress;
    private final ReportFolder folder;
    private final Optional<Monitor> monitor;
    private Provenance provenance;

    /**
     * @param out what is printed
     * @param progress of the trainings
     * @param folder what is written
     * @param monitor the UI, if it is on
     * @param provenance what is known before the data are read
     */
    CompressionConsole(
            PrintWriter out,
            TrainingProgress progress,
            ReportFolder folder,
            Optional<Monitor> monitor,
            Provenance provenance) {
        this.out = out;
        this.progress = progress;
        this.folder = folder;
        this.monitor = monitor;
        this.provenance = provenance;
    }

    @Override
    public void dataRead(DataSource data) {
        String summary =
                String.format(
                        Locale.ROOT,
                        "%s, %,d training and %,d test images of %s, %d classes",
                        data.name(),
                        data.trainImages().size(),
                        data.testImages().size(),
                        data.shape(),
                        data.classes());
        out.println("data: " + summary);
        provenance = provenance.with("data", summary).with("data SHA-256", DataHash.of(data));
    }

    @Override
    public void trainingStarted(Role role, int epochs, int iterations) {
        progress.start(role, epochs, iterations);
    }

    @Override
    public void iterationDone(double loss) {
        progress.iteration(loss);
    }

    @Override
    public void epochDone(EpochPoint point) {
        progress.epoch(point);
    }

    @Override
    public void trainingEnded() {
        progress.end();
    }

    @Override
    public void substituted(SubstitutionReport report) {
        out.print(report.format());
        out.flush();
    }

    @Override
    public long store(Role role, StoredModel model) throws IOException {
        return folder.write(role, model);
    }

    @Override
    public void progressed(Outcome outcome) throws IOException {
        folder.write(outcome, provenance);
    }

    @Override
    public List<TrainingListener> listeners(Role role) {
        return monitor.map(m -> m.listeners(role)).orElse(List.of());
    }

    @Override
    public void distilling(
            DistillationListener.Builder listener, DataSetIterator test, DataSource data) {
        monitor.ifPresent(m -> m.distilling(listener, test, data));
    }
}
