/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The statistics of a head in its parameter table, the only place where they are.
 *
 * <p>Each number is a pair of values of the network's type, {@code high + low}, low being what
 * rounding took from high: 48 bits in a {@code float} network, all 53 in a {@code double} one. What
 * is computed with is always what is stored, so that a restored network goes on bit for bit.
 *
 * <p>Rows of {@code statistics [10, S]}: high and low of μ, of σ, of the raw variance, of the step
 * size's trace, and of the number of updates.
 */
final class HeadState {

    private static final int MEAN = 0;
    private static final int DEVIATION = 1;
    private static final int VARIANCE = 2;
    private static final int TRACE = 3;
    private static final int UPDATES = 4;
    private static final int FIELDS = 5;

    /** Rows of the array. */
    static final int ROWS = 2 * FIELDS;

    private final INDArray array;
    private final int count;

    HeadState(INDArray array) {
        this.array = array;
        this.count = Math.toIntExact(array.size(1));
    }

    /** Fills the statistics of a new layer. */
    void initialize(AbstractPopArtOutputLayer head) {
        Values values = new Values(count);
        for (int s = 0; s < count; s++) {
            values.set(
                    s,
                    new Moments(head.getInitialMean(), head.getInitialVariance()),
                    ScaleBounds.of(head).deviation(head.getInitialVariance()));
        }
        write(values);
    }

    Values read() {
        double[] stored = ArrayValues.read(array);
        Values values = new Values(count);
        for (int f = 0; f < FIELDS; f++) {
            for (int s = 0; s < count; s++) {
                int high = 2 * f * count + s;
                values.fields[f][s] = stored[high] + stored[high + count];
            }
        }
        return values;
    }

    /**
     * Stores the values, and rounds them to what is stored.
     *
     * @throws IllegalStateException if one is beyond the network's type
     */
    void write(Values values) {
        double[] stored = new double[ROWS * count];
        for (int f = 0; f < FIELDS; f++) {
            for (int s = 0; s < count; s++) {
                double value = values.fields[f][s];
                int high = 2 * f * count + s;
                stored[high] = rounded(value);
                stored[high + count] = rounded(value - stored[high]);
                values.fields[f][s] = stored[high] + stored[high + count];
            }
        }
        ArrayValues.write(stored, array);
    }

    private double rounded(double value) {
        double stored = array.dataType() == DataType.DOUBLE ? value : (float) value;
        if (!Double.isFinite(stored)) {
            throw new IllegalStateException(
                    "Statistic "
                            + value
                            + " is not within the network's data type "
                            + array.dataType()
                            + "; scale the targets or use DOUBLE");
        }
        return stored;
    }

    /** The numbers, for each statistic. */
    static final class Values {

        private final double[][] fields;

        private Values(int count) {
            fields = new double[FIELDS][count];
        }

        OutputScale scale() {
            return new OutputScale(fields[MEAN].clone(), fields[DEVIATION].clone());
        }

        int count() {
            return fields[MEAN].length;
        }

        Moments moments(int s) {
            return new Moments(fields[MEAN][s], fields[VARIANCE][s]);
        }

        double trace(int s) {
            return fields[TRACE][s];
        }

        long updates(int s) {
            return (long) fields[UPDATES][s];
        }

        void set(int s, Moments moments, double deviation) {
            fields[MEAN][s] = moments.mean();
            fields[VARIANCE][s] = moments.variance();
            fields[DEVIATION][s] = deviation;
        }

        void advance(int s, double trace) {
            fields[TRACE][s] = trace;
            fields[UPDATES][s]++;
        }
    }
}
