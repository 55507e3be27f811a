/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.popart;

import io.github.vernier.layers.popart.PopArtOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** How the toy is learnt: the head, its step sizes, and what was published for it. */
enum ToyMethod {
    /** The stock output layer. */
    SGD("SGD", -3.5, 321.2, 315, 327, 254.8) {
        @Override
        Layer head() {
            return new OutputLayer.Builder(LossFunction.L2)
                    .activation(Activation.IDENTITY)
                    .nOut(1)
                    .build();
        }
    },
    /** Targets are normalized, outputs are not preserved. */
    ART("ART", -3.5, 293.2, 275, 300, 148.0) {
        @Override
        Layer head() {
            return popArt(1e-4).preserveOutputs(false).build();
        }
    },
    /** Both. */
    POP_ART("Pop-Art", -2.5, 155.1, 140, 165, 17.7) {
        @Override
        Layer head() {
            return popArt(Math.pow(10, -0.5)).build();
        }
    };

    private final String title;
    private final double logAlpha;
    private final double published;
    private final double least;
    private final double most;
    private final double publishedEnd;

    ToyMethod(
            String title,
            double logAlpha,
            double published,
            double least,
            double most,
            double publishedEnd) {
        this.title = title;
        this.logAlpha = logAlpha;
        this.published = published;
        this.least = least;
        this.most = most;
        this.publishedEnd = publishedEnd;
    }

    /** The head; one output, loss L2. */
    abstract Layer head();

    private static PopArtOutputLayer.Builder popArt(double beta) {
        return new PopArtOutputLayer.Builder(LossFunction.L2).beta(beta).bounds(1e-8, 1e12).nOut(1);
    }

    /** Name in tables. */
    String title() {
        return title;
    }

    /** α of the loss ½(f − y)², half of which is the rate for DL4J's L2. */
    double alpha() {
        return Math.pow(10, logAlpha);
    }

    /** Mean over time of the median error, as published. */
    double published() {
        return published;
    }

    /** Median over the last 500 samples of the median error, as published. */
    double publishedEnd() {
        return publishedEnd;
    }

    /** Whether a mean of median errors is where fifty repetitions with other numbers put it. */
    boolean accepts(double meanOfMedian) {
        return meanOfMedian >= least && meanOfMedian <= most;
    }

    /** That range. */
    String range() {
        return Math.round(least) + " to " + Math.round(most);
    }
}
