/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static io.github.vernier.layers.testing.ArrayAssert.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * What every head must do inside stock DL4J: {@code [N, nIn] -> [N, nOut]}, or with {@link
 * #inputType()} overridden to a time series {@code [N, nIn, T] -> [N, nOut, T]}.
 */
public abstract class OutputLayerContract extends LayerContract {

    private static final int INPUTS = 4;
    private static final int OUTPUTS = 3;

    /**
     * What a head is trained for.
     *
     * @param loss the loss function
     * @param activation the activation function that goes with it
     */
    public record Task(LossFunction loss, Activation activation) {}

    /** Softmax and multi-class cross entropy. */
    protected static final Task CLASSIFICATION = new Task(LossFunction.MCXENT, Activation.SOFTMAX);

    /** Sigmoid and binary cross entropy. */
    protected static final Task LABELLING = new Task(LossFunction.XENT, Activation.SIGMOID);

    /** Identity and squared error. */
    protected static final Task REGRESSION = new Task(LossFunction.MSE, Activation.IDENTITY);

    /**
     * A builder of the head under test, all else at its default.
     *
     * @return a new builder
     */
    protected abstract BaseOutputLayer.Builder<?> builder();

    /**
     * A builder of the head's smooth variant, for a head whose gradient is not the derivative.
     *
     * @return by default the builder of the head itself
     */
    protected BaseOutputLayer.Builder<?> differentiableBuilder() {
        return builder();
    }

    /**
     * What the head can be trained for; the first is the usual one.
     *
     * @return classification, labelling and regression; override for a head that cannot do all
     */
    protected List<Task> tasks() {
        return List.of(CLASSIFICATION, LABELLING, REGRESSION);
    }

    /**
     * The head for a task.
     *
     * @param builder a new builder
     * @param task loss and activation
     * @return the head's settings
     */
    protected final LayerCase with(BaseOutputLayer.Builder<?> builder, Task task) {
        Layer layer =
                builder.lossFunction(task.loss())
                        .activation(task.activation())
                        .nOut(OUTPUTS)
                        .build();
        return new LayerCase(task.toString(), layer, inputType());
    }

    @Override
    protected Layer layer() {
        return with(builder(), tasks().get(0)).layer();
    }

    @Override
    protected InputType inputType() {
        return InputType.feedForward(INPUTS);
    }

    /** All tasks; override to add the head's own options. */
    @Override
    protected List<LayerCase> options() {
        return tasks().stream().map(task -> with(builder(), task)).toList();
    }

    @Override
    protected List<LayerCase> differentiableOptions() {
        return tasks().stream().map(task -> with(differentiableBuilder(), task)).toList();
    }

    @Test
    void theBuildersConstraintsActOnTheLayersOwnParameters() {
        requires(Check.CONSTRAINTS);
        BaseOutputLayer.Builder<?> builder = builder();
        builder.constrainWeights(new MaxNormConstraint(0.01, 0));
        assertConstrained(
                network(with(builder, tasks().get(0)), settings(DataType.DOUBLE, new Adam(0.1))));
    }

    @Test
    void maskedLabelsChangeNothing() {
        requires(Check.MASKS);
        MultiLayerNetwork net = network(standard(), settings(DataType.DOUBLE, new NoOp()));
        DataSet data = data(net, inputType());
        data.setLabelsMaskArray(labelMask());
        INDArray gradient = gradient(net, data).dup();
        double score = net.score();
        maskedPart(data.getLabels()).addi(3);
        assertSame("gradient", gradient(net, data), gradient);
        assertThat(net.score()).as("score").isEqualTo(score);
        data.setLabelsMaskArray(null);
        assertThat(gradient(net, data).neq(gradient).any()).as("without a mask").isTrue();
    }

    @Test
    void gradientsWithMaskedLabelsEqualCentralDifferences() {
        requires(Check.MASKS);
        requires(Check.GRADIENT);
        checkGradients(differentiableOptions().get(0), check -> check.labelMask(labelMask()));
    }

    /** Masks the first example, or the last two steps of its time series. */
    private INDArray labelMask() {
        if (inputType() instanceof InputTypeRecurrent series) {
            return RandomData.stepMask(MINIBATCH, series.getTimeSeriesLength(), DataType.DOUBLE);
        }
        INDArray mask = Nd4j.ones(DataType.DOUBLE, MINIBATCH, 1);
        mask.putScalar(0, 0);
        return mask;
    }

    private static INDArray maskedPart(INDArray labels) {
        if (labels.rank() == 2) {
            return labels.getRow(0);
        }
        long steps = labels.size(2);
        return labels.get(
                NDArrayIndex.point(0), NDArrayIndex.all(), NDArrayIndex.interval(steps - 2, steps));
    }
}
