/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;

/** How a training goes at one iteration. */
public final class TrainingUpdate extends IterationUpdate {

    /** Type id of this record. */
    public static final String TYPE_ID = TrainingStaticInfo.TYPE_ID;

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private double score;
    private Speed speed = Speed.UNKNOWN;
    private NamedNumbers learningRates = NamedNumbers.NONE;
    private NamedNumbers ratios = NamedNumbers.NONE;

    /**
     * How fast training is; NaN where it is not known yet.
     *
     * @param iterationsPerSecond iterations per second since the last record
     * @param examplesPerSecond examples per second since the last record
     * @param remainingSeconds time to the end of the last epoch
     */
    public record Speed(
            double iterationsPerSecond, double examplesPerSecond, double remainingSeconds)
            implements Serializable {

        /** Nothing is known. */
        public static final Speed UNKNOWN = new Speed(Double.NaN, Double.NaN, Double.NaN);
    }

    /** For storages, before {@code decode}. */
    public TrainingUpdate() {
        super(VERSION);
    }

    /**
     * A record of one iteration.
     *
     * @param iteration iteration
     * @param epoch epoch
     * @param score score of the minibatch, with regularization
     * @param speed how fast training is
     * @param learningRates learning rate of each layer that has one
     * @param ratios mean magnitude of the update over that of the parameter, of each weight; empty
     *     if not measured at this iteration
     */
    public TrainingUpdate(
            int iteration,
            int epoch,
            double score,
            Speed speed,
            NamedNumbers learningRates,
            NamedNumbers ratios) {
        super(VERSION, iteration, epoch);
        this.score = score;
        this.speed = speed;
        this.learningRates = learningRates;
        this.ratios = ratios;
    }

    /** Score of the minibatch. */
    public double getScore() {
        return score;
    }

    /** How fast training is. */
    public Speed getSpeed() {
        return speed;
    }

    /** Learning rate by layer. */
    public NamedNumbers getLearningRates() {
        return learningRates;
    }

    /** Update:parameter ratio by weight. */
    public NamedNumbers getRatios() {
        return ratios;
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void writeFindings(RecordFields fields) {
        fields.put("score", score)
                .put("iterationsPerSecond", speed.iterationsPerSecond())
                .put("examplesPerSecond", speed.examplesPerSecond())
                .put("remainingSeconds", speed.remainingSeconds());
        learningRates.write("learningRates", fields);
        ratios.write("ratios", fields);
    }

    @Override
    protected void readFindings(RecordFields fields) {
        score = fields.getDouble("score", Double.NaN);
        speed =
                new Speed(
                        fields.getDouble("iterationsPerSecond", Double.NaN),
                        fields.getDouble("examplesPerSecond", Double.NaN),
                        fields.getDouble("remainingSeconds", Double.NaN));
        learningRates = NamedNumbers.read("learningRates", fields);
        ratios = NamedNumbers.read("ratios", fields);
    }
}
