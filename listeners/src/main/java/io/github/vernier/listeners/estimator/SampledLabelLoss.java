/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A loss function whose gradient is that of labels sampled from the prediction: classes from a
 * softmax, independent bits from a sigmoid.
 */
final class SampledLabelLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    private final ILossFunction loss;

    SampledLabelLoss(ILossFunction loss) {
        this.loss = loss;
    }

    @Override
    public INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        INDArray probabilities = activationFn.getActivation(preOutput.dup(), true);
        INDArray sampled =
                activationFn instanceof ActivationSoftmax
                        ? classes(probabilities)
                        : bits(probabilities);
        return loss.computeGradient(sampled, preOutput, activationFn, mask);
    }

    /** One class for each row: the first whose cumulative probability exceeds a uniform number. */
    private static INDArray classes(INDArray probabilities) {
        int rows = Math.toIntExact(probabilities.size(0));
        int columns = Math.toIntExact(probabilities.size(1));
        double[] p = probabilities.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        double[] uniform = Nd4j.rand(DataType.DOUBLE, rows).data().asDouble();
        double[] chosen = new double[p.length];
        for (int row = 0; row < rows; row++) {
            int start = row * columns;
            int k = 0;
            for (double sum = p[start]; k < columns - 1 && sum <= uniform[row]; ) {
                sum += p[start + ++k];
            }
            chosen[start + k] = 1;
        }
        return Nd4j.createFromArray(chosen)
                .reshape('c', rows, columns)
                .castTo(probabilities.dataType());
    }

    private static INDArray bits(INDArray probabilities) {
        INDArray uniform = Nd4j.rand(probabilities.dataType(), probabilities.shape());
        return uniform.lt(probabilities).castTo(probabilities.dataType());
    }

    @Override
    public double computeScore(
            INDArray labels,
            INDArray preOutput,
            IActivation activationFn,
            INDArray mask,
            boolean average) {
        return loss.computeScore(labels, preOutput, activationFn, mask, average);
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        return loss.computeScoreArray(labels, preOutput, activationFn, mask);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels,
            INDArray preOutput,
            IActivation activationFn,
            INDArray mask,
            boolean average) {
        return Pair.of(
                computeScore(labels, preOutput, activationFn, mask, average),
                computeGradient(labels, preOutput, activationFn, mask));
    }

    @Override
    public String name() {
        return loss.name();
    }
}
