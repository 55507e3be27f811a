/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Central differences of the loss beside backpropagation at one iteration. */
public final class CdgUpdate extends ParameterStudyUpdate<CdgUpdate.Parameter> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private long evaluations;
    private double seconds;

    /**
     * One parameter at one ε.
     *
     * @param name layer and parameter, such as {@code conv1/W}
     * @param epsilon ε
     * @param parameters how many numbers the parameter has
     * @param coordinates how many of them were measured
     * @param cosine cosine of CDG and backpropagation, NaN if one of them is zero
     * @param relativeError {@code ‖cdg − backprop‖₂ / ‖backprop‖₂}
     * @param signAgreement share of equal signs
     * @param zeroShare share of CDG that is exactly 0
     * @param cdgNorm {@code ‖cdg‖₂}
     * @param backpropNorm {@code ‖backprop‖₂}
     * @param scatterBackprop backpropagation's value for some coordinates
     * @param scatterCdg CDG of the same
     * @param decrease the best steps along both, null if not asked for
     */
    public record Parameter(
            String name,
            double epsilon,
            long parameters,
            int coordinates,
            double cosine,
            double relativeError,
            double signAgreement,
            double zeroShare,
            double cdgNorm,
            double backpropNorm,
            float[] scatterBackprop,
            float[] scatterCdg,
            Decrease decrease)
            implements Serializable {

        /** The best steps along both directions, if asked for. */
        public Optional<Decrease> lossDecrease() {
            return Optional.ofNullable(decrease);
        }
    }

    /**
     * The best steps along both directions, on the same minibatch.
     *
     * @param backpropRate length of the best step along backpropagation's direction
     * @param backpropLoss loss after it
     * @param cdgRate length of the best step along CDG
     * @param cdgLoss loss after it
     */
    public record Decrease(double backpropRate, double backpropLoss, double cdgRate, double cdgLoss)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public CdgUpdate() {
        super(VERSION);
    }

    /**
     * A record of one measurement.
     *
     * @param iteration iterations done before this one
     * @param epoch epochs done before this one
     * @param loss mean loss of the minibatch
     * @param evaluations losses computed for differences
     * @param seconds time taken by them
     * @param parameters each parameter at each ε
     */
    public CdgUpdate(
            int iteration,
            int epoch,
            double loss,
            long evaluations,
            double seconds,
            List<Parameter> parameters) {
        super(VERSION, iteration, epoch, loss, parameters);
        this.evaluations = evaluations;
        this.seconds = seconds;
    }

    /** Losses computed for differences. */
    public long getEvaluations() {
        return evaluations;
    }

    /** Time taken by them. */
    public double getSeconds() {
        return seconds;
    }

    @Override
    public String getTypeID() {
        return CdgStaticInfo.TYPE_ID;
    }

    @Override
    void writeStudy(RecordFields fields) {
        fields.put("evaluations", evaluations).put("seconds", seconds);
    }

    @Override
    void readStudy(RecordFields fields) {
        evaluations = fields.getLong("evaluations", 0);
        seconds = fields.getDouble("seconds", Double.NaN);
    }

    @Override
    RecordFields toFields(Parameter parameter) {
        RecordFields fields =
                new RecordFields()
                        .put("name", parameter.name())
                        .put("epsilon", parameter.epsilon())
                        .put("parameters", parameter.parameters())
                        .put("coordinates", parameter.coordinates())
                        .put("cosine", parameter.cosine())
                        .put("relativeError", parameter.relativeError())
                        .put("signAgreement", parameter.signAgreement())
                        .put("zeroShare", parameter.zeroShare())
                        .put("cdgNorm", parameter.cdgNorm())
                        .put("backpropNorm", parameter.backpropNorm())
                        .put("scatterBackprop", parameter.scatterBackprop())
                        .put("scatterCdg", parameter.scatterCdg());
        parameter
                .lossDecrease()
                .ifPresent(
                        decrease ->
                                fields.put("backpropRate", decrease.backpropRate())
                                        .put("backpropLoss", decrease.backpropLoss())
                                        .put("cdgRate", decrease.cdgRate())
                                        .put("cdgLoss", decrease.cdgLoss()));
        return fields;
    }

    @Override
    Parameter toParameter(RecordFields fields) {
        return new Parameter(
                fields.getString("name", ""),
                fields.getDouble("epsilon", Double.NaN),
                fields.getLong("parameters", 0),
                fields.getInt("coordinates", 0),
                fields.getDouble("cosine", Double.NaN),
                fields.getDouble("relativeError", Double.NaN),
                fields.getDouble("signAgreement", Double.NaN),
                fields.getDouble("zeroShare", Double.NaN),
                fields.getDouble("cdgNorm", Double.NaN),
                fields.getDouble("backpropNorm", Double.NaN),
                fields.getFloats("scatterBackprop"),
                fields.getFloats("scatterCdg"),
                fields.has("cdgRate")
                        ? new Decrease(
                                fields.getDouble("backpropRate", Double.NaN),
                                fields.getDouble("backpropLoss", Double.NaN),
                                fields.getDouble("cdgRate", Double.NaN),
                                fields.getDouble("cdgLoss", Double.NaN))
                        : null);
    }
}
