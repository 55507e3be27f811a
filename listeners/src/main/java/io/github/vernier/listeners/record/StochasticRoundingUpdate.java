/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/**
 * The straight-through estimator with signs beside the one with stochastic rounding, and both
 * beside central differences, at one iteration.
 */
public final class StochasticRoundingUpdate
        extends ParameterStudyUpdate<StochasticRoundingUpdate.Parameter> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private double seconds;
    private Steps steps;

    /**
     * The best steps along both directions of all layers, on the same minibatch and with signs.
     *
     * @param signRate length of the best step along the estimator with signs
     * @param signLoss loss after it
     * @param roundedRates length of the best step along the mean of the first 1, 2, … N gradients
     *     with stochastic rounding
     * @param roundedLosses loss after each
     */
    public record Steps(
            double signRate, double signLoss, double[] roundedRates, double[] roundedLosses)
            implements Serializable {}

    /**
     * One parameter: with signs, and the mean of N gradients with stochastic rounding.
     *
     * @param name layer and parameter, such as {@code conv1/W}
     * @param parameters how many numbers the parameter has
     * @param cosine cosine of both, NaN if one of them is zero
     * @param relativeError {@code ‖rounded − sign‖₂ / ‖sign‖₂}
     * @param signAgreement share of equal signs
     * @param signNorm norm of the estimator with signs
     * @param roundedNorm norm of the mean with stochastic rounding
     * @param noise what rounding adds: root of the summed variance of one gradient over {@code
     *     roundedNorm}
     * @param coordinates how many numbers were compared with central differences
     * @param cdgZeroShare share of central differences that is exactly 0
     * @param cdgSignCosine cosine of central differences and the estimator with signs
     * @param cdgRoundedCosine cosine of central differences and the mean with stochastic rounding
     */
    public record Parameter(
            String name,
            long parameters,
            double cosine,
            double relativeError,
            double signAgreement,
            double signNorm,
            double roundedNorm,
            double noise,
            int coordinates,
            double cdgZeroShare,
            double cdgSignCosine,
            double cdgRoundedCosine)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public StochasticRoundingUpdate() {
        super(VERSION);
    }

    /**
     * A record of one measurement.
     *
     * @param iteration iterations done before this one
     * @param epoch epochs done before this one
     * @param loss mean loss of the minibatch, with signs
     * @param seconds time taken
     * @param steps the best steps; their arrays are empty if none were tried
     * @param parameters each parameter
     */
    public StochasticRoundingUpdate(
            int iteration,
            int epoch,
            double loss,
            double seconds,
            Steps steps,
            List<Parameter> parameters) {
        super(VERSION, iteration, epoch, loss, parameters);
        this.seconds = seconds;
        this.steps = steps;
    }

    /** Time taken. */
    public double getSeconds() {
        return seconds;
    }

    /** The best steps; NaN and empty arrays if none were tried. */
    public Steps getSteps() {
        return steps;
    }

    @Override
    public String getTypeID() {
        return StochasticRoundingStaticInfo.TYPE_ID;
    }

    @Override
    void writeStudy(RecordFields fields) {
        fields.put("seconds", seconds)
                .put("signRate", steps.signRate())
                .put("signLoss", steps.signLoss())
                .put("roundedRates", steps.roundedRates())
                .put("roundedLosses", steps.roundedLosses());
    }

    @Override
    void readStudy(RecordFields fields) {
        seconds = fields.getDouble("seconds", Double.NaN);
        steps =
                new Steps(
                        fields.getDouble("signRate", Double.NaN),
                        fields.getDouble("signLoss", Double.NaN),
                        fields.getDoubles("roundedRates"),
                        fields.getDoubles("roundedLosses"));
    }

    @Override
    RecordFields toFields(Parameter parameter) {
        return new RecordFields()
                .put("name", parameter.name())
                .put("parameters", parameter.parameters())
                .put("cosine", parameter.cosine())
                .put("relativeError", parameter.relativeError())
                .put("signAgreement", parameter.signAgreement())
                .put("signNorm", parameter.signNorm())
                .put("roundedNorm", parameter.roundedNorm())
                .put("noise", parameter.noise())
                .put("coordinates", parameter.coordinates())
                .put("cdgZeroShare", parameter.cdgZeroShare())
                .put("cdgSignCosine", parameter.cdgSignCosine())
                .put("cdgRoundedCosine", parameter.cdgRoundedCosine());
    }

    @Override
    Parameter toParameter(RecordFields fields) {
        return new Parameter(
                fields.getString("name", ""),
                fields.getLong("parameters", 0),
                fields.getDouble("cosine", Double.NaN),
                fields.getDouble("relativeError", Double.NaN),
                fields.getDouble("signAgreement", Double.NaN),
                fields.getDouble("signNorm", Double.NaN),
                fields.getDouble("roundedNorm", Double.NaN),
                fields.getDouble("noise", Double.NaN),
                fields.getInt("coordinates", 0),
                fields.getDouble("cdgZeroShare", Double.NaN),
                fields.getDouble("cdgSignCosine", Double.NaN),
                fields.getDouble("cdgRoundedCosine", Double.NaN));
    }
}
