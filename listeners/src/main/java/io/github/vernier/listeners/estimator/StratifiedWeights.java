/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Weights that make minibatches of one example from each stratum unbiased.
 *
 * <p>With N examples in M strata that are not empty, stratum k of N_k, an example of stratum k has
 * the weight {@code w = M N_k / N}. The mean over a minibatch of one random example of each
 * stratum, {@code 1/M Σ_k w_k g_{i_k} = Σ_k N_k/N g_{i_k}}, has the mean gradient of all examples
 * as its mean and the variance {@code Σ_k (N_k/N)² σ_k²}.
 *
 * <p>Source: Faghri et al. 2020, section 3; fartashf/gvar_code.
 */
public final class StratifiedWeights {

    private final int[] strata;
    private final double[] weights;

    private StratifiedWeights(int[] strata, double[] weights) {
        this.strata = strata;
        this.weights = weights;
    }

    /**
     * Weights of a labelling.
     *
     * @param strata stratum of each example, from 0
     * @throws IllegalArgumentException if there is no example or a negative stratum
     */
    public static StratifiedWeights of(int... strata) {
        int last = Arrays.stream(strata).max().orElse(-1);
        int first = Arrays.stream(strata).min().orElse(-1);
        if (first < 0) {
            throw new IllegalArgumentException(
                    "strata are "
                            + Arrays.toString(strata)
                            + ", expected one of 0 or more for each of at least one example");
        }
        double[] weights = new double[last + 1];
        for (int stratum : strata) {
            weights[stratum]++;
        }
        long filled = Arrays.stream(weights).filter(size -> size > 0).count();
        for (int k = 0; k <= last; k++) {
            weights[k] *= (double) filled / strata.length;
        }
        return new StratifiedWeights(strata.clone(), weights);
    }

    /**
     * The weight of an example.
     *
     * @param example its index in the labelling
     * @return {@code M N_k / N}
     */
    public double weight(int example) {
        return weights[strata[example]];
    }

    /**
     * Lets each example's loss count by its weight: multiplies its row of labels. The output layer
     * must have the loss function {@link #loss}. The updater still divides by the number of
     * examples.
     *
     * <p>A mask of labels would be the obvious way and is wrong: DL4J's dense output layers
     * multiply their pre-activations by it as well, which is harmless only for masks of 0 and 1.
     *
     * @param batch minibatch with labels of {@code [N, classes]}, one-hot; changed
     * @param examples index of each of its examples in the labelling
     * @throws IllegalArgumentException if the numbers of examples differ
     */
    public void apply(DataSet batch, int... examples) {
        INDArray labels = batch.getLabels();
        if (labels.rank() != 2 || labels.size(0) != examples.length) {
            throw new IllegalArgumentException(
                    "labels have shape "
                            + Arrays.toString(labels.shape())
                            + ", expected ["
                            + examples.length
                            + ", classes]");
        }
        double[] column = Arrays.stream(examples).mapToDouble(this::weight).toArray();
        batch.setLabels(
                labels.mulColumnVector(
                        Nd4j.createFromArray(column)
                                .reshape(column.length, 1)
                                .castTo(labels.dataType())));
    }

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
}
