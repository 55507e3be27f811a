/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.evaluation;

import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeBuilder;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.record.EvaluationUpdate;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Records loss and accuracy or regression error of a held-out set, at the end of epochs and after
 * iterations.
 *
 * <p>Loss is the mean over the set's examples, without regularization.
 */
public final class EvaluationRecorder extends Probe {

    private final MultiDataSetIterator heldOut;
    private final String name;
    private final OutputTask task;
    private final int everyEpochs;
    private HeldOutErrors errors;
    private volatile EvaluationUpdate last;

    private EvaluationRecorder(Builder builder) {
        super(builder);
        this.heldOut = builder.heldOut;
        this.name = builder.name;
        this.task = builder.task;
        this.everyEpochs = builder.everyEpochs;
    }

    /** Starts the settings of a recorder; by default it evaluates at the end of every epoch. */
    public static Builder builder() {
        return new Builder();
    }

    /** The last evaluation, absent before the first. */
    public Optional<EvaluationUpdate> getLast() {
        return Optional.ofNullable(last);
    }

    @Override
    protected void begin(Twin twin) {
        errors = new HeldOutErrors(twin, task);
    }

    @Override
    protected void afterUpdate(Moment now) {
        evaluate(now.iteration() + 1, now.epoch());
    }

    @Override
    protected void atEpochEnd(Twin twin, int epoch) {
        if (everyEpochs > 0 && epoch % everyEpochs == 0) {
            int iterations =
                    twin.network() instanceof MultiLayerNetwork network
                            ? network.getIterationCount()
                            : ((ComputationGraph) twin.network()).getIterationCount();
            evaluate(iterations, epoch);
        }
    }

    private void evaluate(int iterations, int epochs) {
        last = new EvaluationUpdate(iterations, epochs, name, errors.over(heldOut));
        record(last);
    }

    /** Settings of an {@link EvaluationRecorder}. */
    public static final class Builder extends ProbeBuilder<Builder> {

        private MultiDataSetIterator heldOut;
        private String name = "held out";
        private OutputTask task;
        private int everyEpochs = 1;

        private Builder() {
            super(tick -> false);
        }

        /**
         * Sets when to evaluate within epochs, after the update; default never.
         *
         * @param schedule schedule of this recorder alone
         * @return this
         */
        @Override
        public Builder schedule(Schedule schedule) {
            return super.schedule(schedule);
        }

        /**
         * Sets after how many epochs to evaluate.
         *
         * @param everyEpochs default 1; 0 for never
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder everyEpochs(int everyEpochs) {
            if (everyEpochs < 0) {
                throw new IllegalArgumentException(
                        "everyEpochs is " + everyEpochs + ", expected at least 0");
            }
            this.everyEpochs = everyEpochs;
            return this;
        }

        /**
         * Sets what to evaluate on.
         *
         * @param heldOut not the iterator of training; reset before each evaluation
         * @return this
         */
        public Builder heldOut(DataSetIterator heldOut) {
            return heldOut(new MultiDataSetIteratorAdapter(heldOut));
        }

        /**
         * Sets what to evaluate on.
         *
         * @param heldOut not the iterator of training; reset before each evaluation
         * @return this
         */
        public Builder heldOut(MultiDataSetIterator heldOut) {
            this.heldOut = heldOut;
            return this;
        }

        /**
         * Names the set in records.
         *
         * @param name such as {@code test}; default {@code held out}
         * @return this
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name must be given");
            return this;
        }

        /**
         * Sets what all outputs are for.
         *
         * @param task by default each output's activation and loss decide
         * @return this
         */
        public Builder task(OutputTask task) {
            this.task = task;
            return this;
        }

        /**
         * The recorder.
         *
         * @return recorder
         * @throws IllegalArgumentException if there is no set to evaluate on
         */
        public EvaluationRecorder build() {
            if (heldOut == null) {
                throw new IllegalArgumentException("heldOut is not given, expected an iterator");
            }
            return new EvaluationRecorder(this);
        }
    }
}
