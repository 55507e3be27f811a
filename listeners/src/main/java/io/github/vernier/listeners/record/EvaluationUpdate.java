/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/** Loss and errors of a network on a held-out set. */
public final class EvaluationUpdate extends IterationUpdate {

    /** Type id of this record. */
    public static final String TYPE_ID = "VernierEvaluation";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private String name = "";
    private Errors errors;

    /**
     * What was found; arrays have one value for each output.
     *
     * @param examples number of examples
     * @param loss mean loss over the examples, without regularization, all outputs together
     * @param outputs names of the outputs
     * @param accuracy share of right answers in [0, 1]; NaN for regression
     * @param rmse root mean square error over examples and columns; NaN for classification
     * @param mae mean absolute error over examples and columns; NaN for classification
     */
    public record Errors(
            long examples,
            double loss,
            List<String> outputs,
            double[] accuracy,
            double[] rmse,
            double[] mae)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public EvaluationUpdate() {
        super(VERSION);
    }

    /**
     * A record of one evaluation.
     *
     * @param iteration iterations of training done
     * @param epoch epochs of training done
     * @param name name of the set
     * @param errors what was found
     */
    public EvaluationUpdate(int iteration, int epoch, String name, Errors errors) {
        super(VERSION, iteration, epoch);
        this.name = name;
        this.errors = errors;
    }

    /** Name of the set. */
    public String getName() {
        return name;
    }

    /** What was found. */
    public Errors getErrors() {
        return errors;
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void writeFindings(RecordFields fields) {
        fields.put("name", name)
                .put("examples", errors.examples())
                .put("loss", errors.loss())
                .putStrings("outputs", errors.outputs())
                .put("accuracy", errors.accuracy())
                .put("rmse", errors.rmse())
                .put("mae", errors.mae());
    }

    @Override
    protected void readFindings(RecordFields fields) {
        name = fields.getString("name", "");
        errors =
                new Errors(
                        fields.getLong("examples", 0),
                        fields.getDouble("loss", Double.NaN),
                        fields.getStrings("outputs"),
                        fields.getDoubles("accuracy"),
                        fields.getDoubles("rmse"),
                        fields.getDoubles("mae"));
    }
}
