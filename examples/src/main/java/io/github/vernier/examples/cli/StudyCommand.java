/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.report.ResultTable;
import io.github.vernier.examples.study.Candidate;
import io.github.vernier.examples.study.Study;
import io.github.vernier.examples.study.StudySettings;
import io.github.vernier.examples.training.InferenceTime;
import io.github.vernier.examples.training.ModelName;
import io.github.vernier.examples.training.Stop;
import java.io.IOException;
import java.util.List;

/** A command that trains networks in the same way and compares them. */
abstract class StudyCommand extends ExperimentCommand {

    /**
     * @param stop may end the work
     */
    StudyCommand(Stop stop) {
        super(stop);
    }

    /**
     * What to do.
     *
     * @throws io.github.vernier.examples.training.InputException if a value is out of range
     */
    abstract StudySettings settings();

    @Override
    List<ModelName> models() {
        return settings().candidates().stream().map(Candidate::model).toList();
    }

    @Override
    String timing() {
        return InferenceTime.describe(settings().protocol().batch());
    }

    @Override
    String page() {
        return "/train";
    }

    @Override
    ResultTable run(Outputs outputs, Stop stop) throws IOException {
        return new Study(settings(), new ExperimentConsole(outputs), stop).run().table();
    }
}
