/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/**
 * Where the Pop-Art heads of a network stand after the adaptation of one step, before the step of
 * the parameters. Numbers are doubles, since targets may be of any scale.
 */
public final class PopArtUpdate extends IterationUpdate {

    /** Type id of this record. */
    public static final String TYPE_ID = PopArtStaticInfo.TYPE_ID;

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private double score = Double.NaN;
    private List<Head> heads = List.of();

    /**
     * One head; of S statistics (1 or one for each output) and K outputs.
     *
     * @param name name of the layer
     * @param mean μ, {@code [S]}
     * @param deviation σ, {@code [S]}
     * @param variance raw variance of the targets, never clipped, {@code [S]}
     * @param ratio r = σ/σ' of the step, {@code [S]}
     * @param clipping −1 where the lower bound decides σ, 1 where the upper does, else 0, {@code
     *     [S]}
     * @param updates minibatches with targets so far, {@code [S]}
     * @param normalizedRmse root mean square of (f − y)/σ over the minibatch, {@code [K]}; NaN
     *     without targets
     * @param rmse the same of f − y, in units of the targets, {@code [K]}
     * @param residual what rounding moved when weights followed the scale: largest |f' − f|/σ'
     */
    public record Head(
            String name,
            double[] mean,
            double[] deviation,
            double[] variance,
            double[] ratio,
            int[] clipping,
            int[] updates,
            double[] normalizedRmse,
            double[] rmse,
            double residual)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public PopArtUpdate() {
        super(VERSION);
    }

    /**
     * A record of one step.
     *
     * @param iteration iterations done before it
     * @param epoch epochs done before it
     * @param score DL4J's score of the step
     * @param heads the heads, in the order of {@link PopArtStaticInfo#getHeads()}
     */
    public PopArtUpdate(int iteration, int epoch, double score, List<Head> heads) {
        super(VERSION, iteration, epoch);
        this.score = score;
        this.heads = List.copyOf(heads);
    }

    /** DL4J's score of the step, in the units the heads are set to. */
    public double getScore() {
        return score;
    }

    /** The heads. */
    public List<Head> getHeads() {
        return heads;
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void writeFindings(RecordFields fields) {
        fields.put("score", score)
                .putGroups("heads", heads.stream().map(PopArtUpdate::toFields).toList());
    }

    @Override
    protected void readFindings(RecordFields fields) {
        score = fields.getDouble("score", Double.NaN);
        heads = fields.getGroups("heads").stream().map(PopArtUpdate::toHead).toList();
    }

    private static RecordFields toFields(Head head) {
        return new RecordFields()
                .put("name", head.name())
                .put("mean", head.mean())
                .put("deviation", head.deviation())
                .put("variance", head.variance())
                .put("ratio", head.ratio())
                .put("clipping", head.clipping())
                .put("updates", head.updates())
                .put("normalizedRmse", head.normalizedRmse())
                .put("rmse", head.rmse())
                .put("residual", head.residual());
    }

    private static Head toHead(RecordFields fields) {
        return new Head(
                fields.getString("name", ""),
                fields.getDoubles("mean"),
                fields.getDoubles("deviation"),
                fields.getDoubles("variance"),
                fields.getDoubles("ratio"),
                fields.getInts("clipping"),
                fields.getInts("updates"),
                fields.getDoubles("normalizedRmse"),
                fields.getDoubles("rmse"),
                fields.getDouble("residual", Double.NaN));
    }
}
