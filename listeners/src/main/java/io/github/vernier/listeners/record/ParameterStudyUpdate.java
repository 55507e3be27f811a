/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/**
 * What a study of a network's parameters found at one iteration, on one minibatch.
 *
 * @param <P> what is known of one parameter
 */
public abstract class ParameterStudyUpdate<P extends Serializable> extends IterationUpdate {

    private static final long serialVersionUID = 1L;

    private double loss;
    private List<P> parameters = List.of();

    /**
     * A record to be decoded.
     *
     * @param version version of the fields
     */
    ParameterStudyUpdate(int version) {
        super(version);
    }

    /**
     * A record of one measurement.
     *
     * @param version version of the fields
     * @param iteration iterations done before this one
     * @param epoch epochs done before this one
     * @param loss mean loss of the minibatch
     * @param parameters each parameter
     */
    ParameterStudyUpdate(int version, int iteration, int epoch, double loss, List<P> parameters) {
        super(version, iteration, epoch);
        this.loss = loss;
        this.parameters = List.copyOf(parameters);
    }

    /** Mean loss of the minibatch. */
    public final double getLoss() {
        return loss;
    }

    /** Each parameter. */
    public final List<P> getParameters() {
        return parameters;
    }

    /** Puts what this study alone has. */
    abstract void writeStudy(RecordFields fields);

    /** Takes what this study alone has. */
    abstract void readStudy(RecordFields fields);

    /** The fields of one parameter. */
    abstract RecordFields toFields(P parameter);

    /** One parameter from its fields. */
    abstract P toParameter(RecordFields fields);

    @Override
    protected final void writeFindings(RecordFields fields) {
        fields.put("loss", loss);
        writeStudy(fields);
        fields.putGroups("parameters", parameters.stream().map(this::toFields).toList());
    }

    @Override
    protected final void readFindings(RecordFields fields) {
        loss = fields.getDouble("loss", Double.NaN);
        readStudy(fields);
        parameters = fields.getGroups("parameters").stream().map(this::toParameter).toList();
    }
}
