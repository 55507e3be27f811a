/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import io.github.vernier.listeners.record.DistillationUpdate.Evaluation;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Compares student and teacher on held-out data, in inference mode. */
final class HeldOutEvaluation {

    private long rows;
    private long agreeing;
    private final Answers student = new Answers();
    private final Answers teacher = new Answers();

    /** Counts of one network. */
    private static final class Answers {

        private final CalibrationError calibration = new CalibrationError();
        private long right;

        void add(int answer, int label, double confidence) {
            boolean correct = answer == label;
            right += correct ? 1 : 0;
            calibration.add(confidence, correct);
        }
    }

    static Evaluation of(StudentNetwork student, Replica replica, MultiDataSetIterator data) {
        HeldOutEvaluation evaluation = new HeldOutEvaluation();
        data.reset();
        while (data.hasNext()) {
            evaluation.add(student, replica, data.next());
        }
        return evaluation.result();
    }

    private void add(StudentNetwork network, Replica replica, MultiDataSet batch) {
        DistilledHead head = replica.mainHead();
        NetworkStructure structure = network.structure();
        int output = structure.outputs().indexOf(head.studentName());
        INDArray[] features = batch.getFeatures();
        INDArray[] featureMasks = batch.getFeaturesMaskArrays();
        double[][] studentRows =
                matrix(
                        structure.rows(
                                head.studentName(),
                                network.output(
                                        head.studentName(),
                                        features,
                                        featureMasks,
                                        batch.getLabelsMaskArrays())));
        double[][][] teacherRows = new double[1][][];
        replica.teacher()
                .forward(
                        features,
                        featureMasks,
                        (name, values) -> {
                            if (name.equals(head.teacherName())) {
                                INDArray logits = replica.teacher().structure().rows(name, values);
                                teacherRows[0] = matrix(Transforms.softmax(logits, true));
                            }
                        });
        double[][] labels = matrix(structure.rows(head.studentName(), batch.getLabels(output)));
        double[] mask = mask(batch.getLabelsMaskArray(output));
        for (int i = 0; i < labels.length; i++) {
            if (mask == null || mask[i] != 0) {
                add(label(labels[i]), studentRows[i], teacherRows[0][i]);
            }
        }
    }

    private void add(int label, double[] studentRow, double[] teacherRow) {
        int studentAnswer = argmax(studentRow);
        int teacherAnswer = argmax(teacherRow);
        rows++;
        agreeing += studentAnswer == teacherAnswer ? 1 : 0;
        student.add(studentAnswer, label, studentRow[studentAnswer]);
        teacher.add(teacherAnswer, label, teacherRow[teacherAnswer]);
    }

    private Evaluation result() {
        double n = rows;
        return new Evaluation(
                student.right / n,
                teacher.right / n,
                agreeing / n,
                student.calibration.value(),
                teacher.calibration.value(),
                student.calibration.reliability(),
                teacher.calibration.reliability());
    }

    private static double[][] matrix(INDArray rows) {
        return rows.castTo(DataType.DOUBLE).toDoubleMatrix();
    }

    private static double[] mask(INDArray mask) {
        if (mask == null) {
            return null;
        }
        INDArray rows =
                mask.rank() == 2 && mask.size(1) > 1
                        ? TimeSeriesUtils.reshapeTimeSeriesMaskToVector(mask)
                        : mask;
        return rows.castTo(DataType.DOUBLE).reshape(rows.length()).toDoubleVector();
    }

    /** A row of labels is one-hot, or the class index alone. */
    private static int label(double[] row) {
        return row.length == 1 ? (int) row[0] : argmax(row);
    }

    static int argmax(double[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            if (row[i] > row[best]) {
                best = i;
            }
        }
        return best;
    }
}
