/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.NetworkCost;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one model costs and achieves.
 *
 * @param model which of the compared models
 * @param cost parameters and multiply-adds by layer
 * @param bytes size of its file, without updater state
 * @param accuracy share of the test images classified right
 * @param millisecondsPerImage inference, empty until all models are measured
 */
public record ModelResult(
        ModelName model,
        NetworkCost cost,
        long bytes,
        double accuracy,
        OptionalDouble millisecondsPerImage) {

    /** Trainable parameters. */
    public long parameters() {
        return cost.parameters();
    }

    /** Bytes that inference needs of them: a bit for a binary weight, four bytes for all else. */
    public double inferenceBytes() {
        return cost.bits() / (double) Byte.SIZE;
    }

    /**
     * Multiply-adds for one image by {@link CountingRule#PUBLISHED}, empty if a layer's are not
     * known.
     */
    public OptionalLong multAdds() {
        return cost.multAdds(CountingRule.PUBLISHED);
    }

    /** The same with a time. */
    ModelResult withMilliseconds(double milliseconds) {
        return new ModelResult(model, cost, bytes, accuracy, OptionalDouble.of(milliseconds));
    }
}
