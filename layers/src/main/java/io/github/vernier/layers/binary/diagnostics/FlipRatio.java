/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.diagnostics;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Mean share of quantized weights that change from one update to the next.
 *
 * <p>The first update only stores. {@link #reset} starts the mean anew but keeps what is stored,
 * and the first update after it does not count either, although it stores. Values are kept as
 * bytes.
 *
 * <p>Source: Larq's {@code metrics.FlipRatio}.
 */
public final class FlipRatio {

    private byte[] previous;
    private double total;
    private int updates;

    /** Creates a metric that has seen nothing. */
    public FlipRatio() {}

    /**
     * Takes the weights of a moment.
     *
     * @param quantized integers from −128 to 127, such as signs; as many as before
     * @throws IllegalArgumentException if the number of values is another than before
     */
    public void update(INDArray quantized) {
        update(quantized.dup('c').reshape(quantized.length()).toDoubleVector());
    }

    /**
     * Takes the weights of a moment.
     *
     * @param quantized integers from −128 to 127, such as signs; as many as before
     * @throws IllegalArgumentException if the number of values is another than before
     */
    public void update(double... quantized) {
        byte[] current = new byte[quantized.length];
        for (int i = 0; i < current.length; i++) {
            current[i] = (byte) quantized[i];
        }
        if (previous != null) {
            double share = changedShare(current);
            total += updates > 0 ? share : 0;
        }
        previous = current;
        updates++;
    }

    private double changedShare(byte[] current) {
        if (current.length != previous.length) {
            throw new IllegalArgumentException(
                    "There were " + previous.length + " values, now " + current.length);
        }
        int changed = 0;
        for (int i = 0; i < current.length; i++) {
            changed += current[i] == previous[i] ? 0 : 1;
        }
        return (double) changed / current.length;
    }

    /**
     * The mean.
     *
     * @return 0 before there is anything to compare
     */
    public double result() {
        return updates < 2 ? 0 : total / (updates - 1);
    }

    /** Starts the mean anew; the stored values stay. */
    public void reset() {
        total = 0;
        updates = 0;
    }

    @Override
    public String toString() {
        return "flip ratio " + result() + " of " + Math.max(0, updates - 1) + " updates";
    }
}
