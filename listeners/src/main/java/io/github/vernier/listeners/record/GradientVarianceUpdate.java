/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** The gradient's variance at one iteration, and how far the parameters moved. */
public final class GradientVarianceUpdate extends IterationUpdate {

    /** Type id of this record. */
    public static final String TYPE_ID = GradientVarianceStaticInfo.TYPE_ID;

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private double score;
    private double seconds;
    private Table examples;
    private Tests tests;
    private Table draws;
    private float[] updateSize = {};
    private float[] distance = {};
    private int[] histogram = {};
    private int[] histogram2d = {};

    /**
     * Statistics by layer, in the order of the static info, and at the end those of all layers
     * together.
     *
     * @param meanGradientNorm norm of the mean gradient
     * @param variance mean variance of a coordinate
     * @param normalizedVariance mean of variance over mean square
     * @param snr mean log of mean square over variance
     * @param meanSquareGradient mean square of a coordinate
     * @param noiseScale summed variance over squared norm of the mean, infinite without signal
     * @param nonFinite coordinates left out for NaN or infinity
     */
    public record Table(
            float[] meanGradientNorm,
            float[] variance,
            float[] normalizedVariance,
            float[] snr,
            float[] meanSquareGradient,
            float[] noiseScale,
            int[] nonFinite)
            implements Serializable {

        /**
         * Rows of zeros.
         *
         * @param rows number of layers and one
         * @return a table to be filled
         */
        public static Table ofRows(int rows) {
            return new Table(
                    new float[rows],
                    new float[rows],
                    new float[rows],
                    new float[rows],
                    new float[rows],
                    new float[rows],
                    new int[rows]);
        }

        RecordFields toFields() {
            return new RecordFields()
                    .put("meanGradientNorm", meanGradientNorm)
                    .put("variance", variance)
                    .put("normalizedVariance", normalizedVariance)
                    .put("snr", snr)
                    .put("meanSquareGradient", meanSquareGradient)
                    .put("noiseScale", noiseScale)
                    .put("nonFinite", nonFinite);
        }

        /** The table of this name, null if there is none. */
        static Table in(RecordFields fields, String name) {
            List<RecordFields> groups = fields.getGroups(name);
            return groups.isEmpty() ? null : of(groups.get(0));
        }

        private static Table of(RecordFields fields) {
            return new Table(
                    fields.getFloats("meanGradientNorm"),
                    fields.getFloats("variance"),
                    fields.getFloats("normalizedVariance"),
                    fields.getFloats("snr"),
                    fields.getFloats("meanSquareGradient"),
                    fields.getFloats("noiseScale"),
                    fields.getInts("nonFinite"));
        }
    }

    /**
     * Numbers of one minibatch of N examples; formulas are those of the listener's {@code
     * GradientTests}.
     *
     * @param examples N
     * @param loss mean loss
     * @param gradientNorm norm of the mean gradient
     * @param normTest relative error of the gradient
     * @param innerTest its error along itself
     * @param orthoTest its error across itself
     * @param meanGsnr mean signal-to-noise ratio of a coordinate
     * @param earlyStopping evidence for stopping if above 0
     * @param suggestedBatchSize minibatch that CABS suggests, NaN unless the updater is plain SGD
     */
    public record Tests(
            int examples,
            double loss,
            double gradientNorm,
            double normTest,
            double innerTest,
            double orthoTest,
            double meanGsnr,
            double earlyStopping,
            double suggestedBatchSize)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public GradientVarianceUpdate() {
        super(VERSION);
    }

    /**
     * An update to be filled.
     *
     * @param iteration iteration, from 0
     * @param epoch epoch, from 0
     * @param score DL4J's score of the iteration
     */
    public GradientVarianceUpdate(int iteration, int epoch, double score) {
        super(VERSION, iteration, epoch);
        this.score = score;
    }

    /**
     * Sets what single examples' gradients say.
     *
     * @param statistics by layer
     * @param numbers of the minibatch
     */
    public void setExamples(Table statistics, Tests numbers) {
        this.examples = statistics;
        this.tests = numbers;
    }

    /**
     * Sets what draws of minibatches say.
     *
     * @param statistics by layer
     */
    public void setDraws(Table statistics) {
        this.draws = statistics;
    }

    /**
     * Sets counts of elements of examples' gradients.
     *
     * @param byGradient counts
     * @param byGradientAndParameter counts, the bin by parameter running faster
     */
    public void setHistograms(int[] byGradient, int[] byGradientAndParameter) {
        this.histogram = byGradient;
        this.histogram2d = byGradientAndParameter;
    }

    /**
     * Sets how the parameters moved.
     *
     * @param updateSizes norm of this iteration's update by layer, and of all
     * @param distances distance by layer from where the first measurement found the parameters
     */
    public void setSteps(float[] updateSizes, float[] distances) {
        this.updateSize = updateSizes;
        this.distance = distances;
    }

    /**
     * Sets the cost.
     *
     * @param spent seconds spent in measurements so far
     */
    public void setSeconds(double spent) {
        this.seconds = spent;
    }

    /** DL4J's score of the iteration. */
    public double getScore() {
        return score;
    }

    /** Seconds spent in measurements so far. */
    public double getSeconds() {
        return seconds;
    }

    /** Statistics of single examples' gradients, absent if not measured. */
    public Optional<Table> getExamples() {
        return Optional.ofNullable(examples);
    }

    /** Numbers of the minibatch, absent if single examples' gradients were not measured. */
    public Optional<Tests> getTests() {
        return Optional.ofNullable(tests);
    }

    /** Statistics of draws, absent if not measured. */
    public Optional<Table> getDraws() {
        return Optional.ofNullable(draws);
    }

    /** Norm of this iteration's update by layer, and of all at the end. */
    public float[] getUpdateSize() {
        return updateSize;
    }

    /** Distance of the parameters from the first measurement's by layer, and of all at the end. */
    public float[] getDistance() {
        return distance;
    }

    /** Counts of elements by gradient, empty if not asked for. */
    public int[] getHistogram() {
        return histogram;
    }

    /** Counts by gradient and, running faster, by parameter, empty if not asked for. */
    public int[] getHistogram2d() {
        return histogram2d;
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void writeFindings(RecordFields fields) {
        fields.put("score", score)
                .put("seconds", seconds)
                .put("updateSize", updateSize)
                .put("distance", distance);
        if (examples != null) {
            fields.putGroups("examples", List.of(examples.toFields()))
                    .put("minibatch", tests.examples())
                    .put("loss", tests.loss())
                    .put("gradientNorm", tests.gradientNorm())
                    .put("normTest", tests.normTest())
                    .put("innerTest", tests.innerTest())
                    .put("orthoTest", tests.orthoTest())
                    .put("meanGsnr", tests.meanGsnr())
                    .put("earlyStopping", tests.earlyStopping())
                    .put("suggestedBatchSize", tests.suggestedBatchSize());
        }
        if (draws != null) {
            fields.putGroups("draws", List.of(draws.toFields()));
        }
        if (histogram.length > 0) {
            fields.put("histogram", histogram).put("histogram2d", histogram2d);
        }
    }

    @Override
    protected void readFindings(RecordFields fields) {
        score = fields.getDouble("score", Double.NaN);
        seconds = fields.getDouble("seconds", Double.NaN);
        updateSize = fields.getFloats("updateSize");
        distance = fields.getFloats("distance");
        examples = Table.in(fields, "examples");
        tests =
                examples == null
                        ? null
                        : new Tests(
                                fields.getInt("minibatch", 0),
                                fields.getDouble("loss", Double.NaN),
                                fields.getDouble("gradientNorm", Double.NaN),
                                fields.getDouble("normTest", Double.NaN),
                                fields.getDouble("innerTest", Double.NaN),
                                fields.getDouble("orthoTest", Double.NaN),
                                fields.getDouble("meanGsnr", Double.NaN),
                                fields.getDouble("earlyStopping", Double.NaN),
                                fields.getDouble("suggestedBatchSize", Double.NaN));
        draws = Table.in(fields, "draws");
        histogram = fields.getInts("histogram");
        histogram2d = fields.getInts("histogram2d");
    }
}
