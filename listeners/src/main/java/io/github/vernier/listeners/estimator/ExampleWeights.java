/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Lets each example's loss count by a weight, in a network of stock layers.
 *
 * <p>The weight multiplies the example's row of labels, and the output layer has the loss function
 * {@link #loss}. A mask of labels would be the obvious way and is wrong: DL4J's dense output layers
 * multiply their pre-activations by it as well, which is harmless only for masks of 0 and 1.
 */
public final class ExampleWeights {

    private ExampleWeights() {}

    /**
     * Softmax cross entropy that takes the sum of an example's labels for its weight: the gradient
     * at the logits is {@code w_i (p_i − y_i)}. It is DL4J's own with a weight of 1 for each class,
     * by which it no longer takes for granted that labels sum to 1.
     *
     * @param classes number of classes
     * @return loss function for an output layer with softmax
     */
    public static LossMCXENT loss(int classes) {
        return new LossMCXENT(Nd4j.ones(DataType.DOUBLE, 1, classes));
    }

    /**
     * Whether a loss function takes the sum of an example's labels for its weight.
     *
     * @param loss loss function of an output layer
     */
    public static boolean isRespectedBy(ILossFunction loss) {
        // A subclass, negative log-likelihood among them, is the same function.
        return loss instanceof LossMCXENT crossEntropy && crossEntropy.getWeights() != null;
    }

    /**
     * Multiplies each example's row of labels by its weight. The updater still divides by the
     * number of examples.
     *
     * @param batch minibatch with labels of {@code [N, classes]}, one-hot; gets other labels
     * @param weights weight of each of its examples
     * @throws IllegalArgumentException if the numbers of examples differ
     */
    public static void multiply(DataSet batch, double... weights) {
        INDArray labels = batch.getLabels();
        if (labels.rank() != 2 || labels.size(0) != weights.length) {
            throw new IllegalArgumentException(
                    "labels have shape "
                            + Arrays.toString(labels.shape())
                            + ", expected ["
                            + weights.length
                            + ", classes]");
        }
        batch.setLabels(
                labels.mulColumnVector(
                        Nd4j.createFromArray(weights)
                                .reshape(weights.length, 1)
                                .castTo(labels.dataType())));
    }

    /**
     * A minibatch without weights: each row of labels divided by its sum.
     *
     * @param batch minibatch, not changed
     * @return the same with other labels where they are {@code [N, classes]}
     */
    public static MultiDataSet without(MultiDataSet batch) {
        INDArray[] labels = batch.getLabels().clone();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i].rank() == 2) {
                INDArray sums = labels[i].sum(true, 1);
                // An example that does not count stays so.
                sums.addi(sums.eq(0).castTo(sums.dataType()));
                labels[i] = labels[i].divColumnVector(sums);
            }
        }
        return new org.nd4j.linalg.dataset.MultiDataSet(
                batch.getFeatures(),
                labels,
                batch.getFeaturesMaskArrays(),
                batch.getLabelsMaskArrays());
    }
}
