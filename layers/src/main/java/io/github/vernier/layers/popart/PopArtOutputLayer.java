/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Output layer that learns targets of any scale: Pop-Art.
 *
 * <p>{@code f(h) = σ (W h + b) + μ}, {@code [minibatch, nIn] -> [minibatch, nOut]}, labels and
 * outputs in units of the targets. A training step first moves μ and σ towards the labels (ART) and
 * gives W and b the values that leave f as it was (POP), then descends the loss of the normalized
 * error {@code W h + b − (y − μ)/σ}.
 *
 * <p>Parameters: {@code W [nIn, nOut]}, {@code b [nOut]}; and of S = nOut statistics (1 if shared)
 * {@code statistics [10, S]}, which no gradient, updater, regularization or constraint touches. The
 * network is of type {@code float} or {@code double}; statistics are computed in double and stored
 * as pairs of numbers of that type.
 *
 * <p>Masks: for each output {@code [minibatch, nOut]} or each example {@code [minibatch, 1]}. What
 * is masked does not count.
 *
 * <p>{@code score()} is the loss of the normalized error unless {@link
 * Builder#scoreInOriginalUnits(boolean)}. The training state changes in {@code
 * computeGradientAndScore} alone, never by scoring or inference.
 *
 * <p>Source: van Hasselt, Guez, Hessel, Mnih, Silver, <i>Learning values across many orders of
 * magnitude</i>, 2016 (arXiv 1602.07714), Algorithms 1 and 2.
 */
public class PopArtOutputLayer extends AbstractPopArtOutputLayer {

    private static final long serialVersionUID = 1;

    /** For JSON. */
    protected PopArtOutputLayer() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected PopArtOutputLayer(Builder builder) {
        super(builder);
    }

    @Override
    PopArtLayer<?> newLayer(NeuralNetConfiguration conf, DataType type) {
        return new DensePopArtLayer(conf, type);
    }

    @Override
    long positions(InputType input) {
        return 1;
    }

    @Override
    public PopArtOutputLayer clone() {
        return (PopArtOutputLayer) super.clone();
    }

    /** Builder of a dense head. */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractPopArtOutputLayer.Builder<Builder> {

        /** Starts a head with mean squared error. */
        public Builder() {}

        /**
         * Starts a head.
         *
         * @param loss a loss of the difference of output and label
         */
        public Builder(LossFunction loss) {
            lossFunction(loss);
        }

        /**
         * Starts a head.
         *
         * @param loss a loss of the difference of output and label
         */
        public Builder(ILossFunction loss) {
            lossFunction(loss);
        }

        /**
         * The layer.
         *
         * @throws IllegalArgumentException if the settings contradict each other
         */
        @Override
        public PopArtOutputLayer build() {
            return new PopArtOutputLayer(this);
        }
    }
}
