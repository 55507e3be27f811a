/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.util.List;

/** The variance of an estimator's direction at one iteration, next to the plain gradient's. */
public final class EstimatorUpdate extends IterationUpdate {

    /** Type id of this record. */
    public static final String TYPE_ID = EstimatorStaticInfo.TYPE_ID;

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private double seconds;
    private double difference;
    private List<String> layers = List.of();
    private GradientVarianceUpdate.Table estimator;
    private GradientVarianceUpdate.Table plain;

    /** For storages, before {@code decode}. */
    public EstimatorUpdate() {
        super(VERSION);
    }

    /**
     * A measurement.
     *
     * @param iteration iteration, from 0
     * @param epoch epoch, from 0
     * @param layers names of the tables' rows but the last, which is the total
     * @param estimator statistics of the estimator's direction
     * @param plain statistics of the mean gradient of a minibatch
     * @param difference mean over the coordinates of the difference of the two means, absolute
     * @param seconds seconds spent by the estimator and in measurements so far
     */
    public EstimatorUpdate(
            int iteration,
            int epoch,
            List<String> layers,
            GradientVarianceUpdate.Table estimator,
            GradientVarianceUpdate.Table plain,
            double difference,
            double seconds) {
        super(VERSION, iteration, epoch);
        this.layers = List.copyOf(layers);
        this.estimator = estimator;
        this.plain = plain;
        this.difference = difference;
        this.seconds = seconds;
    }

    /** Seconds spent by the estimator and in measurements so far. */
    public double getSeconds() {
        return seconds;
    }

    /** Names of the tables' rows; one more, the total, follows them. */
    public List<String> getLayers() {
        return layers;
    }

    /** Statistics of the estimator's direction. */
    public GradientVarianceUpdate.Table getEstimator() {
        return estimator;
    }

    /** Statistics of the mean gradient of a minibatch. */
    public GradientVarianceUpdate.Table getPlain() {
        return plain;
    }

    /** Mean over the coordinates of the difference of the two means, absolute. */
    public double getDifference() {
        return difference;
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void writeFindings(RecordFields fields) {
        fields.put("seconds", seconds)
                .put("difference", difference)
                .putStrings("layers", layers)
                .putGroups("estimator", List.of(estimator.toFields()))
                .putGroups("plain", List.of(plain.toFields()));
    }

    @Override
    protected void readFindings(RecordFields fields) {
        seconds = fields.getDouble("seconds", Double.NaN);
        difference = fields.getDouble("difference", Double.NaN);
        layers = fields.getStrings("layers");
        estimator = GradientVarianceUpdate.Table.in(fields, "estimator");
        plain = GradientVarianceUpdate.Table.in(fields, "plain");
    }
}
