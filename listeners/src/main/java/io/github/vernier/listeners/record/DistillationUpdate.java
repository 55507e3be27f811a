/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/** The losses of one distillation step, or an evaluation on held-out data, or both. */
public final class DistillationUpdate extends IterationUpdate {

    /** Type id of this record. */
    public static final String TYPE_ID = DistillationStaticInfo.TYPE_ID;

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 2;

    private Losses losses;
    private Evaluation evaluation;

    /**
     * The terms of the training loss of one minibatch.
     *
     * <p>{@code score = (1-α)·crossEntropy + α·knowledge + attentionTotal + regularization}.
     *
     * @param crossEntropy loss of the student against the labels, mean per example, nats; with
     *     several heads the sum weighted as the heads are
     * @param knowledge loss against the teacher's outputs, of the chosen convention, without α
     * @param attention loss of each tap, without its weight
     * @param attentionTotal sum of the taps' losses with their weights
     * @param score score of the training step as DL4J reports it
     */
    public record Losses(
            double crossEntropy,
            double knowledge,
            double[] attention,
            double attentionTotal,
            double score)
            implements Serializable {}

    /**
     * Student against teacher on held-out data; all are shares in [0, 1].
     *
     * @param studentAccuracy share of examples the student classifies right
     * @param teacherAccuracy share of examples the teacher classifies right
     * @param agreement share of examples on which both name the same class
     * @param studentCalibrationError expected calibration error of the student
     * @param teacherCalibrationError expected calibration error of the teacher
     * @param studentReliability what the student's error is made of; of no bins in records of
     *     version 1
     * @param teacherReliability what the teacher's error is made of
     */
    public record Evaluation(
            double studentAccuracy,
            double teacherAccuracy,
            double agreement,
            double studentCalibrationError,
            double teacherCalibrationError,
            Reliability studentReliability,
            Reliability teacherReliability)
            implements Serializable {

        /** One that was serialized as an object in version 1 has no reliabilities. */
        public Evaluation {
            studentReliability = Reliability.orNone(studentReliability);
            teacherReliability = Reliability.orNone(teacherReliability);
        }

        /** An evaluation without reliabilities. */
        public Evaluation(
                double studentAccuracy,
                double teacherAccuracy,
                double agreement,
                double studentCalibrationError,
                double teacherCalibrationError) {
            this(
                    studentAccuracy,
                    teacherAccuracy,
                    agreement,
                    studentCalibrationError,
                    teacherCalibrationError,
                    null,
                    null);
        }
    }

    /**
     * How often answers of some confidence are right, in bins of equal width of confidence.
     *
     * @param examples how many answers are in each bin
     * @param confidence their mean confidence; NaN of an empty bin
     * @param accuracy share of them that is right; NaN of an empty bin
     */
    public record Reliability(double[] examples, double[] confidence, double[] accuracy)
            implements Serializable {

        private static Reliability orNone(Reliability reliability) {
            return reliability == null
                    ? new Reliability(new double[0], new double[0], new double[0])
                    : reliability;
        }

        /** One array, since there are always as many of each. */
        private double[] flat() {
            int bins = examples.length;
            double[] flat = Arrays.copyOf(examples, 3 * bins);
            System.arraycopy(confidence, 0, flat, bins, bins);
            System.arraycopy(accuracy, 0, flat, 2 * bins, bins);
            return flat;
        }

        private static Reliability of(double[] flat) {
            int bins = flat.length / 3;
            return new Reliability(
                    Arrays.copyOf(flat, bins),
                    Arrays.copyOfRange(flat, bins, 2 * bins),
                    Arrays.copyOfRange(flat, 2 * bins, 3 * bins));
        }
    }

    /** For storages, before {@code decode}. */
    public DistillationUpdate() {
        super(VERSION);
    }

    /**
     * A record of one step.
     *
     * @param iteration iteration of the student, from 0
     * @param epoch epoch of the student, from 0
     * @param losses losses of the step, {@code null} if not measured
     * @param evaluation evaluation, {@code null} if there was none
     */
    public DistillationUpdate(int iteration, int epoch, Losses losses, Evaluation evaluation) {
        super(VERSION, iteration, epoch);
        this.losses = losses;
        this.evaluation = evaluation;
    }

    /**
     * Losses of the step.
     *
     * @return losses, absent if not measured
     */
    public Optional<Losses> getLosses() {
        return Optional.ofNullable(losses);
    }

    /**
     * Held-out evaluation.
     *
     * @return evaluation, absent if there was none at this iteration
     */
    public Optional<Evaluation> getEvaluation() {
        return Optional.ofNullable(evaluation);
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void writeFindings(RecordFields fields) {
        if (losses != null) {
            fields.put("crossEntropy", losses.crossEntropy())
                    .put("knowledge", losses.knowledge())
                    .put("attention", losses.attention())
                    .put("attentionTotal", losses.attentionTotal())
                    .put("score", losses.score());
        }
        if (evaluation != null) {
            fields.put("studentAccuracy", evaluation.studentAccuracy())
                    .put("teacherAccuracy", evaluation.teacherAccuracy())
                    .put("agreement", evaluation.agreement())
                    .put("studentCalibrationError", evaluation.studentCalibrationError())
                    .put("teacherCalibrationError", evaluation.teacherCalibrationError());
            if (evaluation.studentReliability().examples().length > 0) {
                fields.put("studentReliability", evaluation.studentReliability().flat())
                        .put("teacherReliability", evaluation.teacherReliability().flat());
            }
        }
    }

    @Override
    protected void readFindings(RecordFields fields) {
        if (fields.has("crossEntropy")) {
            losses =
                    new Losses(
                            fields.getDouble("crossEntropy", Double.NaN),
                            fields.getDouble("knowledge", Double.NaN),
                            fields.getDoubles("attention"),
                            fields.getDouble("attentionTotal", Double.NaN),
                            fields.getDouble("score", Double.NaN));
        }
        if (fields.has("studentAccuracy")) {
            evaluation =
                    new Evaluation(
                            fields.getDouble("studentAccuracy", Double.NaN),
                            fields.getDouble("teacherAccuracy", Double.NaN),
                            fields.getDouble("agreement", Double.NaN),
                            fields.getDouble("studentCalibrationError", Double.NaN),
                            fields.getDouble("teacherCalibrationError", Double.NaN),
                            Reliability.of(fields.getDoubles("studentReliability")),
                            Reliability.of(fields.getDoubles("teacherReliability")));
        }
    }
}
