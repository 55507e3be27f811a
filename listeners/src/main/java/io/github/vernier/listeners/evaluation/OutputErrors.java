/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.evaluation;

import org.nd4j.evaluation.BaseEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Errors of one output, gathered over minibatches. */
final class OutputErrors {

    private final OutputTask task;
    private final Evaluation classification = new Evaluation();
    private double squares;
    private double magnitudes;
    private long values;

    OutputErrors(OutputTask task) {
        this.task = task;
    }

    void add(INDArray labels, INDArray predictions, INDArray mask) {
        if (task == OutputTask.CLASSIFICATION) {
            classification.eval(dense(labels, predictions), predictions, mask);
        } else {
            addErrors(labels, predictions, mask);
        }
    }

    /** Not by DL4J's RegressionEvaluation: its absolute errors (M2.1) are not those of the data. */
    private void addErrors(INDArray labels, INDArray predictions, INDArray mask) {
        var rows = BaseEvaluation.reshapeAndExtractNotMasked(labels, predictions, mask, 1);
        if (rows == null) {
            return;
        }
        double[] wanted = values(rows.getFirst());
        double[] found = values(rows.getSecond());
        double[] counts = rows.getThird() == null ? null : values(rows.getThird());
        for (int i = 0; i < wanted.length; i++) {
            if (counts == null || counts[i] != 0) {
                double error = found[i] - wanted[i];
                squares += error * error;
                magnitudes += Math.abs(error);
                values++;
            }
        }
    }

    private static double[] values(INDArray array) {
        return array.dup('c').reshape(array.length()).toDoubleVector();
    }

    /** Labels of a sparse cross-entropy are indices of classes. */
    private static INDArray dense(INDArray labels, INDArray predictions) {
        if (labels.rank() != 2 || labels.size(1) != 1 || predictions.size(1) == 1) {
            return labels;
        }
        double[] classes = labels.dup().reshape(labels.length()).toDoubleVector();
        double[][] rows = new double[classes.length][(int) predictions.size(1)];
        for (int i = 0; i < rows.length; i++) {
            rows[i][(int) classes[i]] = 1;
        }
        return Nd4j.createFromArray(rows).castTo(predictions.dataType());
    }

    /** Share of right answers in [0, 1]; NaN for regression. */
    double accuracy() {
        return task == OutputTask.CLASSIFICATION ? classification.accuracy() : Double.NaN;
    }

    /** Root mean square error over examples and columns; NaN for classification. */
    double rmse() {
        return Math.sqrt(squares / values);
    }

    /** Mean absolute error over examples and columns; NaN for classification. */
    double mae() {
        return magnitudes / values;
    }
}
