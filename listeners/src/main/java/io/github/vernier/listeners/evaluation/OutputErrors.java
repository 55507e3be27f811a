/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.evaluation;

import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Errors of one output, gathered over minibatches. */
final class OutputErrors {

    private final IEvaluation<?> evaluation;

    OutputErrors(OutputTask task) {
        evaluation =
                task == OutputTask.CLASSIFICATION ? new Evaluation() : new RegressionEvaluation();
    }

    void add(INDArray labels, INDArray predictions, INDArray mask) {
        evaluation.eval(dense(labels, predictions), predictions, mask);
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
        return evaluation instanceof Evaluation classification
                ? classification.accuracy()
                : Double.NaN;
    }

    /** Root of the mean over columns of the mean square error; NaN for classification. */
    double rmse() {
        return Math.sqrt(mean(RegressionEvaluation::meanSquaredError));
    }

    /** Mean absolute error over all columns; NaN for classification. */
    double mae() {
        return mean(RegressionEvaluation::meanAbsoluteError);
    }

    private double mean(ToDoubleBiFunction<RegressionEvaluation, Integer> error) {
        return evaluation instanceof RegressionEvaluation regression
                ? IntStream.range(0, regression.numColumns())
                        .mapToDouble(column -> error.applyAsDouble(regression, column))
                        .average()
                        .orElse(Double.NaN)
                : Double.NaN;
    }
}
