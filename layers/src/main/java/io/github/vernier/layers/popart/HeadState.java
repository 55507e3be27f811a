/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The statistics of a head in its parameter table, the only place where they are.
 *
 * <p>Each number is a pair of values of the network's type, {@code high + low}, low being what
 * rounding took from high: 48 bits in a {@code float} network, all 53 in a {@code double} one. What
 * is computed with is always what is stored, so that a restored network goes on bit for bit.
 *
 * <p>Rows of {@code state [8, S]}: low of μ, low of σ, then high and low of variance, of the step
 * size's trace, and of the number of updates.
 */
final class HeadState {

    static final int ROWS = 8;

    private static final int MEAN = 0;
    private static final int DEVIATION = 1;
    private static final int VARIANCE = 2;
    private static final int TRACE = 3;
    private static final int UPDATES = 4;
    private static final int FIELDS = 5;

    private final INDArray mean;
    private final INDArray deviation;
    private final INDArray rest;
    private final int count;

    HeadState(Map<String, INDArray> params) {
        mean = params.get(PopArtParamInitializer.MEAN);
        deviation = params.get(PopArtParamInitializer.DEVIATION);
        rest = params.get(PopArtParamInitializer.STATE);
        count = Math.toIntExact(mean.length());
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
        double[] m = ArrayValues.read(mean);
        double[] d = ArrayValues.read(deviation);
        double[] r = ArrayValues.read(rest);
        Values values = new Values(count);
        for (int s = 0; s < count; s++) {
            values.fields[MEAN][s] = m[s] + r[s];
            values.fields[DEVIATION][s] = d[s] + r[count + s];
            for (int f = VARIANCE; f < FIELDS; f++) {
                int high = 2 * (f - 1) * count + s;
                values.fields[f][s] = r[high] + r[high + count];
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
        double[] m = new double[count];
        double[] d = new double[count];
        double[] r = new double[ROWS * count];
        for (int s = 0; s < count; s++) {
            for (int f = 0; f < FIELDS; f++) {
                double value = values.fields[f][s];
                double high = rounded(value);
                double low = rounded(value - high);
                values.fields[f][s] = high + low;
                switch (f) {
                    case MEAN -> {
                        m[s] = high;
                        r[s] = low;
                    }
                    case DEVIATION -> {
                        d[s] = high;
                        r[count + s] = low;
                    }
                    default -> {
                        r[2 * (f - 1) * count + s] = high;
                        r[(2 * (f - 1) + 1) * count + s] = low;
                    }
                }
            }
        }
        ArrayValues.write(m, mean);
        ArrayValues.write(d, deviation);
        ArrayValues.write(r, rest);
    }

    private double rounded(double value) {
        double stored = mean.dataType() == DataType.DOUBLE ? value : (float) value;
        if (!Double.isFinite(stored)) {
            throw new IllegalStateException(
                    "Statistic "
                            + value
                            + " is not within the network's data type "
                            + mean.dataType()
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
