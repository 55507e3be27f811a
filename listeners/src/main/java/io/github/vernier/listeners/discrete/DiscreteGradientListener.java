/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.discrete;

import io.github.vernier.listeners.cdg.CoordinateSample;
import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.probe.ParameterStudyProbe;
import io.github.vernier.listeners.probe.ParameterStudyProbeBuilder;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.record.DiscreteGradientStaticInfo;
import io.github.vernier.listeners.record.DiscreteGradientUpdate;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Measures, while a network trains, how far each number is from a change that lowers the loss: the
 * δ_d of {@link DiscreteGradient}, their distribution for each parameter, and how the step made of
 * the best of them compares with one of backpropagation of the same length.
 *
 * <p>Meant for networks of signs, whose loss is piecewise constant. Where the loss is smooth,
 * nearly every δ_d is one stride, which says no more than the gradient's signs do; the log says so.
 *
 * <p>{@link #cancel}, or an interrupt of the training thread, ends a measurement; its parameters
 * are then as they were.
 */
public final class DiscreteGradientListener
        extends ParameterStudyProbe<DiscreteGradientStudy.Result> {

    private static final int MOST_BINS = 50;
    private static final double SMOOTH_SHARE = 0.9;

    private final DiscreteGradientStudy study;
    private Twin twin;
    private boolean smoothnessChecked;
    private volatile Coverage coverage;

    private DiscreteGradientListener(Builder builder, DiscreteGradientStudy study) {
        super(builder);
        this.study = study;
    }

    /**
     * Starts the settings of a listener; by default 8 numbers of every parameter, ε = 0.1 in 10
     * strides, at the beginning of an epoch whenever measurements have taken less than a twentieth
     * of the time.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The searched numbers among all, absent before the first measurement. */
    public Optional<Coverage> getCoverage() {
        return Optional.ofNullable(coverage);
    }

    @Override
    protected void begin(Twin original) {
        twin = Twin.ofInference(original.network());
        coverage = study.sample().coverage(twin);
        smoothnessChecked = false;
        log().info("Discrete Gradient: {}", coverage);
        DiscreteGradient search = study.search();
        describe(
                new DiscreteGradientStaticInfo(
                        new DiscreteGradientStaticInfo.Settings(
                                coverage.covered(),
                                search.epsilon(),
                                search.stride(),
                                bins(),
                                study.sample().most(),
                                search.ranking().name(),
                                study.sample().seed())));
    }

    private int bins() {
        return Math.min(MOST_BINS, study.search().changes());
    }

    @Override
    protected DiscreteGradientStudy.Result study(Moment now, MultiDataSet batch) {
        twin.setCounts(now.iteration(), now.epoch());
        return study.of(twin, batch, evaluations -> !isEnded());
    }

    @Override
    protected String givenUp() {
        return "Discrete Gradient search given up";
    }

    @Override
    protected DiscreteGradientUpdate update(Moment now, DiscreteGradientStudy.Result found) {
        sayIfSmooth(found);
        return new DiscreteGradientUpdate(
                now.iteration(),
                now.epoch(),
                found.loss(),
                found.evaluations(),
                found.seconds(),
                found.parameters().stream().map(this::parameter).toList());
    }

    private void sayIfSmooth(DiscreteGradientStudy.Result found) {
        if (smoothnessChecked) {
            return;
        }
        smoothnessChecked = true;
        double[] deltas =
                found.parameters().stream()
                        .flatMapToDouble(p -> DoubleStream.of(p.found().delta()))
                        .filter(delta -> !Double.isNaN(delta))
                        .toArray();
        double stride = study.search().stride();
        long first = DoubleStream.of(deltas).filter(delta -> delta == stride).count();
        if (first > SMOOTH_SHARE * deltas.length) {
            log().info(
                            "{} of {} numbers lower the loss with their first stride: it is smooth,"
                                    + " and Discrete Gradient tells little more than the"
                                    + " gradient's signs",
                            first,
                            deltas.length);
        }
    }

    private DiscreteGradientUpdate.Parameter parameter(ParameterDiscreteGradient parameter) {
        DiscreteGradient.Result found = parameter.found();
        return new DiscreteGradientUpdate.Parameter(
                parameter.name(),
                parameter.parameters(),
                parameter.coordinates().length,
                found.order().size(),
                parameter.histogram(study.search().epsilon(), bins()),
                parameter.meanDelta(),
                parameter.signAgreement(),
                found.selected().size(),
                Math.sqrt(found.budgetUsed()),
                found.newValue(),
                parameter.backpropLoss());
    }

    /** Settings of a {@link DiscreteGradientListener}. */
    public static final class Builder extends ParameterStudyProbeBuilder<Builder> {

        private static final int STRIDES = 10;

        private double epsilon = 0.1;
        private double stride = Double.NaN;
        private DiscreteGradient.Ranking ranking = DiscreteGradient.Ranking.DECREASE_PER_SQUARE;
        private int coordinates = 8;

        private Builder() {}

        /**
         * Sets ε.
         *
         * @param epsilon largest change of a number and bound of a step's length, above 0; default
         *     0.1
         * @return this
         */
        public Builder epsilon(double epsilon) {
            this.epsilon = epsilon;
            return this;
        }

        /**
         * Sets the granularity of changes. A measurement takes up to {@code 2ε/stride} losses for
         * each number.
         *
         * @param stride in (0, ε]; default ε/10. The notes took ε/1000.
         * @return this
         */
        public Builder stride(double stride) {
            this.stride = stride;
            return this;
        }

        /**
         * Sets which numbers go first into the step.
         *
         * @param ranking default {@link DiscreteGradient.Ranking#DECREASE_PER_SQUARE}
         * @return this
         */
        public Builder ranking(DiscreteGradient.Ranking ranking) {
            this.ranking = ranking;
            return this;
        }

        /**
         * Sets how many numbers are searched.
         *
         * @param most at most so many of each parameter; default 8; 0 for all
         * @return this
         */
        public Builder coordinates(int most) {
            this.coordinates = most;
            return this;
        }

        /**
         * The listener.
         *
         * @return listener
         * @throws IllegalArgumentException if a setting is out of its range
         */
        public DiscreteGradientListener build() {
            return new DiscreteGradientListener(
                    this,
                    new DiscreteGradientStudy(
                            new DiscreteGradient(
                                    epsilon,
                                    Double.isNaN(stride) ? epsilon / STRIDES : stride,
                                    ranking),
                            new CoordinateSample(getLayers(), coordinates, getSeed())));
        }
    }
}
