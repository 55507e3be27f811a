/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/**
 * How far the next decrease of the loss is in each direction, at one iteration: what Discrete
 * Gradient search found.
 */
public final class DiscreteGradientUpdate
        extends ParameterStudyUpdate<DiscreteGradientUpdate.Parameter> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private long evaluations;
    private double seconds;

    /**
     * One parameter.
     *
     * @param name layer and parameter, such as {@code conv1/W}
     * @param parameters how many numbers the parameter has
     * @param coordinates how many of them were searched
     * @param found how many of these have a change of at most ε that lowers the loss
     * @param histogram how many have their smallest such change δ_d in each bin
     * @param meanDelta mean δ_d, NaN if none was found
     * @param signAgreement share of the found changes that go against backpropagation's gradient,
     *     as a step of it would; NaN if none was found
     * @param selected how many make up the step
     * @param stepLength {@code √Σδ²} of the step
     * @param stepLoss loss after the step
     * @param backpropLoss loss after a step of the same length against backpropagation's gradient
     *     of the same numbers
     */
    public record Parameter(
            String name,
            long parameters,
            int coordinates,
            int found,
            int[] histogram,
            double meanDelta,
            double signAgreement,
            int selected,
            double stepLength,
            double stepLoss,
            double backpropLoss)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public DiscreteGradientUpdate() {
        super(VERSION);
    }

    /**
     * A record of one measurement.
     *
     * @param iteration iterations done before this one
     * @param epoch epochs done before this one
     * @param loss mean loss of the minibatch
     * @param evaluations losses computed by the search
     * @param seconds time taken by it
     * @param parameters each parameter
     */
    public DiscreteGradientUpdate(
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

    /** Losses computed by the search. */
    public long getEvaluations() {
        return evaluations;
    }

    /** Time taken by it. */
    public double getSeconds() {
        return seconds;
    }

    @Override
    public String getTypeID() {
        return DiscreteGradientStaticInfo.TYPE_ID;
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
        return new RecordFields()
                .put("name", parameter.name())
                .put("parameters", parameter.parameters())
                .put("coordinates", parameter.coordinates())
                .put("found", parameter.found())
                .put("histogram", parameter.histogram())
                .put("meanDelta", parameter.meanDelta())
                .put("signAgreement", parameter.signAgreement())
                .put("selected", parameter.selected())
                .put("stepLength", parameter.stepLength())
                .put("stepLoss", parameter.stepLoss())
                .put("backpropLoss", parameter.backpropLoss());
    }

    @Override
    Parameter toParameter(RecordFields fields) {
        return new Parameter(
                fields.getString("name", ""),
                fields.getLong("parameters", 0),
                fields.getInt("coordinates", 0),
                fields.getInt("found", 0),
                fields.getInts("histogram"),
                fields.getDouble("meanDelta", Double.NaN),
                fields.getDouble("signAgreement", Double.NaN),
                fields.getInt("selected", 0),
                fields.getDouble("stepLength", Double.NaN),
                fields.getDouble("stepLoss", Double.NaN),
                fields.getDouble("backpropLoss", Double.NaN));
    }
}
