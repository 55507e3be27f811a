/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.cli.ExperimentCommand.Outputs;
import io.github.vernier.examples.compress.CompressionObserver;
import io.github.vernier.examples.data.DataSource;
import io.github.vernier.layers.substitution.SubstitutionReport;
import io.github.vernier.listeners.distillation.DistillationListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The same for a compression. */
final class CompressionConsole extends ExperimentConsole implements CompressionObserver {

    private final Outputs outputs;

    /**
     * @param outputs where to print and write
     */
    CompressionConsole(Outputs outputs) {
        super(outputs);
        this.outputs = outputs;
    }

    @Override
    public void substituted(SubstitutionReport report) {
        outputs.out().print(report.format());
        outputs.out().flush();
    }

    @Override
    public void distilling(
            DistillationListener.Builder listener, DataSetIterator test, DataSource data) {
        outputs.monitor().ifPresent(m -> m.distilling(listener, test, data));
    }
}
