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
public final class DiscreteGradientUpdate extends VernierRecord {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private int iteration;
    private int epoch;
    private double loss;
    private long evaluations;
    private double seconds;
    private List<Parameter> parameters = List.of();

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
        this();
        this.iteration = iteration;
        this.epoch = epoch;
        this.loss = loss;
        this.evaluations = evaluations;
        this.seconds = seconds;
        this.parameters = List.copyOf(parameters);
    }

    /** Iterations done before this one. */
    public int getIteration() {
        return iteration;
    }

    /** Epochs done before this one. */
    public int getEpoch() {
        return epoch;
    }

    /** Mean loss of the minibatch. */
    public double getLoss() {
        return loss;
    }

    /** Losses computed by the search. */
    public long getEvaluations() {
        return evaluations;
    }

    /** Time taken by it. */
    public double getSeconds() {
        return seconds;
    }

    /** Each parameter. */
    public List<Parameter> getParameters() {
        return parameters;
    }

    @Override
    public String getTypeID() {
        return DiscreteGradientStaticInfo.TYPE_ID;
    }

    @Override
    protected void write(RecordFields fields) {
        fields.put("iteration", iteration)
                .put("epoch", epoch)
                .put("loss", loss)
                .put("evaluations", evaluations)
                .put("seconds", seconds)
                .putGroups(
                        "parameters",
                        parameters.stream().map(DiscreteGradientUpdate::toFields).toList());
    }

    @Override
    protected void read(RecordFields fields) {
        iteration = fields.getInt("iteration", 0);
        epoch = fields.getInt("epoch", 0);
        loss = fields.getDouble("loss", Double.NaN);
        evaluations = fields.getLong("evaluations", 0);
        seconds = fields.getDouble("seconds", Double.NaN);
        parameters =
                fields.getGroups("parameters").stream()
                        .map(DiscreteGradientUpdate::toParameter)
                        .toList();
    }

    private static RecordFields toFields(Parameter parameter) {
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

    private static Parameter toParameter(RecordFields fields) {
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
