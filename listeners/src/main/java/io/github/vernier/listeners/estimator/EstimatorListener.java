/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.RecordingBuilder;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.record.EstimatorStaticInfo;
import io.github.vernier.listeners.record.EstimatorUpdate;
import io.github.vernier.listeners.variance.Convention;
import io.github.vernier.listeners.variance.DirectionVariance;
import io.github.vernier.listeners.variance.GradientReport;
import io.github.vernier.listeners.variance.GradientStatistics;
import io.github.vernier.listeners.variance.MinibatchDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Lets an estimator's direction take the place of the gradient while the stock {@code fit()}
 * trains.
 *
 * <p>With {@code use(true)} it is no mere probe: in {@code onGradientCalculation} it overwrites the
 * gradient, in place, with the direction times the number of examples, since DL4J's updater divides
 * by it afterwards. Regularization, clipping and the updater then act as ever. With {@code
 * use(false)} it keeps the estimator up to date, may measure it, and changes no bit of training.
 *
 * <pre>{@code
 * network.addListeners(
 *     EstimatorListener.builder(Svrg.over(allData))
 *         .infrequent(Schedule.everyEpoch())
 *         .use(true)
 *         .build());
 * }</pre>
 *
 * <p>If the estimator fails, or its direction is not finite where the gradient is, the listener
 * says so once in the log, leaves the gradient as it was and rests from then on: training goes on
 * with the plain gradient. Batch normalization's running statistics and frozen parameters are left
 * alone. Listeners added later see the changed gradient. Under {@code ParallelWrapper} it serves
 * one worker, as every probe does.
 */
public final class EstimatorListener extends Probe {

    private final GradientEstimator estimator;
    private final Agenda agenda;
    private final boolean use;
    private final ProbeData data;
    private final int draws;
    private final Convention convention;
    private final List<ParameterBlock> runs = new ArrayList<>();
    private DirectionVariance variance;
    private boolean described;
    private volatile Coverage coverage;
    private volatile EstimatorVariance last;

    private EstimatorListener(Builder builder, Agenda agenda) {
        super(agenda, builder);
        this.agenda = agenda;
        estimator = builder.estimator;
        use = builder.use;
        data = builder.data;
        draws = builder.draws;
        convention = builder.convention;
    }

    /**
     * Starts the settings of a listener.
     *
     * @param estimator estimator, of this listener only
     */
    public static Builder builder(GradientEstimator estimator) {
        return new Builder(estimator);
    }

    /** What part of the network the estimator covers, absent before the first iteration. */
    public Optional<Coverage> getCoverage() {
        return Optional.ofNullable(coverage);
    }

    /** The last measurement of the variance, absent before the first. */
    public Optional<EstimatorVariance> getLastVariance() {
        return Optional.ofNullable(last);
    }

    @Override
    protected void begin(Twin twin) {
        estimator.begin(twin);
        variance = data == null ? null : new DirectionVariance(twin.blocks(), draws, convention);
        runs.clear();
        twin.blocks().stream().filter(ParameterBlock::trainable).forEach(runs::add);
        coverage = null;
        described = false;
    }

    @Override
    protected void atGradient(Moment now) {
        Step step = Step.ofTraining(now);
        if (agenda.frequentDue()) {
            estimator.frequent(step);
        }
        if (agenda.infrequentDue()) {
            estimator.infrequent(step);
        }
        if (!estimator.coverage().equals(coverage)) {
            coverage = estimator.coverage();
            log().info("{}: {}", estimator.name(), coverage);
        }
        if (variance != null && agenda.measurementDue()) {
            measure(now);
        }
        if (use) {
            replace(now, estimator.direction(step));
        }
    }

    private void replace(Moment now, INDArray direction) {
        INDArray gradient = now.gradient();
        if (!isFinite(direction)) {
            if (isFinite(gradient)) {
                throw new IllegalStateException(
                        "The direction of " + estimator.name() + " is not finite");
            }
            // Not the estimator's doing.
            return;
        }
        direction.muli(now.minibatch());
        for (ParameterBlock run : runs) {
            run.of(gradient).assign(run.of(direction));
        }
    }

    private boolean isFinite(INDArray flat) {
        double sum = 0;
        for (ParameterBlock run : runs) {
            sum += run.of(flat).sumNumber().doubleValue();
        }
        return Double.isFinite(sum);
    }

    private void measure(Moment now) {
        Twin twin = now.twin();
        GradientReport ours = variance.measure(new EstimatorDirection(estimator, twin, data));
        List<double[]> means = runs.stream().map(variance::mean).toList();
        GradientReport plain = variance.measure(new MinibatchDirection(twin, data));
        double difference = 0;
        long coordinates = 0;
        for (int b = 0; b < runs.size(); b++) {
            double[] other = variance.mean(runs.get(b));
            for (int d = 0; d < other.length; d++) {
                difference += Math.abs(means.get(b)[d] - other[d]);
            }
            coordinates += other.length;
        }
        difference /= coordinates;
        last = new EstimatorVariance(now.iteration(), ours, plain, difference);
        if (!described) {
            described = true;
            describe(info());
        }
        record(
                new EstimatorUpdate(
                        now.iteration(),
                        now.epoch(),
                        ours.layers().stream().map(GradientStatistics::name).toList(),
                        ours.table(),
                        plain.table(),
                        difference,
                        getSeconds()));
    }

    private EstimatorStaticInfo info() {
        return new EstimatorStaticInfo(
                new EstimatorStaticInfo.Settings(
                        estimator.name(),
                        use,
                        coverage.covered(),
                        coverage.skipped().stream().map(Coverage.Skipped::layer).toList(),
                        coverage.skipped().stream().map(Coverage.Skipped::reason).toList(),
                        coverage.share(),
                        convention.name(),
                        draws));
    }

    /** Settings of an {@link EstimatorListener}. */
    public static final class Builder extends RecordingBuilder<Builder> {

        private final GradientEstimator estimator;
        private Schedule frequent = Schedule.every(10);
        private Schedule infrequent = Schedule.every(100);
        private Schedule measurement = tick -> false;
        private boolean use;
        private ProbeData data;
        private int draws;
        private Convention convention = Convention.UNBIASED;

        private Builder(GradientEstimator estimator) {
            this.estimator = Objects.requireNonNull(estimator, "estimator must be given");
        }

        /**
         * Sets whether training goes along the estimator's direction.
         *
         * @param use default false: the estimator is kept up to date and training left alone
         * @return this
         */
        public Builder use(boolean use) {
            this.use = use;
            return this;
        }

        /**
         * Sets when the frequent operation runs.
         *
         * @param schedule default every tenth iteration
         * @return this
         */
        public Builder frequent(Schedule schedule) {
            frequent = Objects.requireNonNull(schedule, "schedule must be given");
            return this;
        }

        /**
         * Sets when the infrequent operation runs.
         *
         * @param schedule default every hundredth iteration
         * @return this
         */
        public Builder infrequent(Schedule schedule) {
            infrequent = Objects.requireNonNull(schedule, "schedule must be given");
            return this;
        }

        /**
         * Measures the variance of the estimator's direction, and of the plain gradient's for
         * comparison, from 2K draws each.
         *
         * @param schedule when
         * @param data minibatches for the draws, apart from training's
         * @param draws K, at least 1
         * @return this
         * @throws IllegalArgumentException if there are no draws
         */
        public Builder measure(Schedule schedule, ProbeData data, int draws) {
            if (draws < 1) {
                throw new IllegalArgumentException("draws is " + draws + ", expected at least 1");
            }
            measurement = Objects.requireNonNull(schedule, "schedule must be given");
            this.data = Objects.requireNonNull(data, "data must be given").checked();
            this.draws = draws;
            return this;
        }

        /**
         * Measures the variance; see {@link #measure(Schedule, ProbeData, int)}.
         *
         * @param schedule when
         * @param iterator not that of training; reset after each round
         * @param draws K, at least 1
         * @return this
         */
        public Builder measure(Schedule schedule, DataSetIterator iterator, int draws) {
            return measure(schedule, ProbeData.of(iterator), draws);
        }

        /**
         * Sets the formulas of measurements.
         *
         * @param convention default {@link Convention#UNBIASED}
         * @return this
         */
        public Builder convention(Convention convention) {
            this.convention = Objects.requireNonNull(convention, "convention must be given");
            return this;
        }

        /** The listener. */
        public EstimatorListener build() {
            return new EstimatorListener(this, new Agenda(frequent, infrequent, measurement, use));
        }
    }
}
