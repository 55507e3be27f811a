/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

/** What a listener found at one iteration of training. */
public abstract class IterationUpdate extends VernierRecord {

    private static final long serialVersionUID = 1L;

    private int iteration;
    private int epoch;

    /**
     * A record to be decoded.
     *
     * @param version version of the fields
     */
    protected IterationUpdate(int version) {
        super(version);
    }

    /**
     * A record of one iteration.
     *
     * @param version version of the fields
     * @param iteration iterations done before, 0 at the first
     * @param epoch epochs done before, 0 in the first
     */
    protected IterationUpdate(int version, int iteration, int epoch) {
        super(version);
        this.iteration = iteration;
        this.epoch = epoch;
    }

    /** Iterations done before, 0 at the first. */
    public final int getIteration() {
        return iteration;
    }

    /** Epochs done before, 0 in the first. */
    public final int getEpoch() {
        return epoch;
    }

    /**
     * Puts what was found.
     *
     * @param fields where to
     */
    protected abstract void writeFindings(RecordFields fields);

    /**
     * Takes what was found, a default for what is not there.
     *
     * @param fields where from
     */
    protected abstract void readFindings(RecordFields fields);

    @Override
    protected final void write(RecordFields fields) {
        fields.put("iteration", iteration).put("epoch", epoch);
        writeFindings(fields);
    }

    @Override
    protected final void read(RecordFields fields) {
        iteration = fields.getInt("iteration", 0);
        epoch = fields.getInt("epoch", 0);
        readFindings(fields);
    }
}
