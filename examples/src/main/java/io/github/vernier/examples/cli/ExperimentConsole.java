/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.cli.ExperimentCommand.Outputs;
import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.report.DataHash;
import io.github.vernier.examples.report.ExperimentObserver;
import io.github.vernier.examples.report.Findings;
import io.github.vernier.examples.report.Provenance;
import io.github.vernier.examples.training.EpochPoint;
import io.github.vernier.examples.training.ModelName;
import io.github.vernier.examples.training.StoredModel;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.optimize.api.TrainingListener;

/** Prints what happens, writes what comes out, and shows it in the UI. */
class ExperimentConsole implements ExperimentObserver {

    private final Outputs outputs;
    private Provenance provenance;

    /**
     * @param outputs where to print and write
     */
    ExperimentConsole(Outputs outputs) {
        this.outputs = outputs;
        this.provenance = outputs.provenance();
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
        outputs.out().println("data: " + summary);
        provenance = provenance.with("data", summary).with("data SHA-256", DataHash.of(data));
    }

    @Override
    public void trainingStarted(ModelName model, int epochs, int iterations) {
        outputs.progress().start(model, epochs, iterations);
    }

    @Override
    public void iterationDone(double loss) {
        outputs.progress().iteration(loss);
    }

    @Override
    public void epochDone(EpochPoint point) {
        outputs.progress().epoch(point);
    }

    @Override
    public void trainingEnded() {
        outputs.progress().end();
    }

    @Override
    public long store(ModelName model, StoredModel stored) throws IOException {
        return outputs.folder().write(model, stored);
    }

    @Override
    public void progressed(Findings findings) throws IOException {
        outputs.folder().write(findings, provenance);
    }

    @Override
    public List<TrainingListener> listeners(ModelName model) {
        return outputs.monitor().map(m -> m.listeners(model)).orElse(List.of());
    }
}
