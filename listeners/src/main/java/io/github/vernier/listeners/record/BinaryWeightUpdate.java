/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.Arrays;

/** What the latent weights of all binary weights of a network are like after one update. */
public final class BinaryWeightUpdate extends IterationUpdate {

    /** Type id of this record. */
    public static final String TYPE_ID = BinaryWeightStaticInfo.TYPE_ID;

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 2;

    private Table table = Table.ofRows(0);
    private int[] histograms = new int[0];

    /**
     * One value for each binary weight, in the order of {@link BinaryWeightStaticInfo}; of the
     * latent weights w, w1 (standardized) and w2 (clamped). Shares are in [0, 1].
     *
     * @param tau quantile τ of the clamp; 1 without
     * @param scale b = mean|w1|
     * @param bound upper bound of the clamp, Q; infinite without
     * @param deadShare share of w beyond their own Q
     * @param clampedShare share of w1 beyond the bounds
     * @param errorAtScale mean of (w2 − b sign w2)², the factor as in ReCU's paper
     * @param errorAtOptimum mean of (w2 − α sign w2)² with the best factor, α = mean|w2|
     * @param laplaceEntropy differential entropy of w2 under the Laplace model, nats
     * @param binaryEntropy entropy of the binary weights, bits for each
     * @param signBalance from −1 (all negative) to 1 (all positive)
     * @param flipRatio share of signs that changed since the last measurement; NaN at the first
     * @param latentBound Q of w itself, beyond which its dead weights are; empty in records of
     *     version 1
     */
    public record Table(
            float[] tau,
            float[] scale,
            float[] bound,
            float[] deadShare,
            float[] clampedShare,
            float[] errorAtScale,
            float[] errorAtOptimum,
            float[] laplaceEntropy,
            float[] binaryEntropy,
            float[] signBalance,
            float[] flipRatio,
            float[] latentBound)
            implements Serializable {

        /** A table of version 1 that was serialized as an object has no last column. */
        public Table {
            latentBound = latentBound == null ? new float[0] : latentBound;
        }

        /**
         * A table to be filled.
         *
         * @param n number of rows
         */
        public static Table ofRows(int n) {
            return new Table(
                    new float[n],
                    new float[n],
                    new float[n],
                    new float[n],
                    new float[n],
                    new float[n],
                    new float[n],
                    new float[n],
                    new float[n],
                    new float[n],
                    new float[n],
                    new float[n]);
        }
    }

    /** For storages, before {@code decode}. */
    public BinaryWeightUpdate() {
        super(VERSION);
    }

    /**
     * A record of one moment.
     *
     * @param iteration iterations done before the update
     * @param epoch epochs done before the update
     * @param table statistics of each weight
     * @param histograms counts of latent weights, bins of one weight after those of another
     */
    public BinaryWeightUpdate(int iteration, int epoch, Table table, int[] histograms) {
        super(VERSION, iteration, epoch);
        this.table = table;
        this.histograms = histograms;
    }

    /** Statistics of each binary weight. */
    public Table getTable() {
        return table;
    }

    /**
     * Histogram of the latent weights of one binary weight.
     *
     * @param weight its row
     * @return counts; NaN is in none
     */
    public int[] getHistogram(int weight) {
        int bins = histograms.length / Math.max(1, table.tau().length);
        return Arrays.copyOfRange(histograms, weight * bins, (weight + 1) * bins);
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void writeFindings(RecordFields fields) {
        fields.put("tau", table.tau())
                .put("scale", table.scale())
                .put("bound", table.bound())
                .put("deadShare", table.deadShare())
                .put("clampedShare", table.clampedShare())
                .put("errorAtScale", table.errorAtScale())
                .put("errorAtOptimum", table.errorAtOptimum())
                .put("laplaceEntropy", table.laplaceEntropy())
                .put("binaryEntropy", table.binaryEntropy())
                .put("signBalance", table.signBalance())
                .put("flipRatio", table.flipRatio())
                .put("latentBound", table.latentBound())
                .put("histograms", histograms);
    }

    @Override
    protected void readFindings(RecordFields fields) {
        table =
                new Table(
                        fields.getFloats("tau"),
                        fields.getFloats("scale"),
                        fields.getFloats("bound"),
                        fields.getFloats("deadShare"),
                        fields.getFloats("clampedShare"),
                        fields.getFloats("errorAtScale"),
                        fields.getFloats("errorAtOptimum"),
                        fields.getFloats("laplaceEntropy"),
                        fields.getFloats("binaryEntropy"),
                        fields.getFloats("signBalance"),
                        fields.getFloats("flipRatio"),
                        fields.getFloats("latentBound"));
        histograms = fields.getInts("histograms");
    }
}
