/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.DistillationUpdate.Evaluation;
import io.github.vernier.ui.record.RecordType;
import java.util.List;
import java.util.Optional;

/** A student's probabilities are far off its accuracy, and further than its teacher's. */
final class StudentIsOverconfident implements Check<DistillationUpdate> {

    private static final RecordType<DistillationUpdate> TYPE =
            RecordType.of(new DistillationUpdate());
    private static final double ERROR = 0.1;
    private static final double BESIDE_TEACHER = 2;

    @Override
    public RecordType<DistillationUpdate> type() {
        return TYPE;
    }

    @Override
    public List<Finding> examine(History<DistillationUpdate> history) {
        Optional<Evaluation> latest =
                history.records().stream()
                        .flatMap(update -> update.getEvaluation().stream())
                        .reduce((earlier, later) -> later);
        return latest
                .filter(
                        evaluation ->
                                evaluation.studentCalibrationError() > ERROR
                                        && evaluation.studentCalibrationError()
                                                > BESIDE_TEACHER
                                                        * evaluation.teacherCalibrationError())
                .map(
                        evaluation ->
                                new Finding("student.calibration", Severity.NOTE, "distillation")
                                        .with(
                                                "studentPercent",
                                                100 * evaluation.studentCalibrationError())
                                        .with(
                                                "teacherPercent",
                                                100 * evaluation.teacherCalibrationError()))
                .stream()
                .toList();
    }
}
