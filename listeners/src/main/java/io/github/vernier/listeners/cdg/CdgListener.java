/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.probe.ParameterStudyProbe;
import io.github.vernier.listeners.probe.ParameterStudyProbeBuilder;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.record.CdgStaticInfo;
import io.github.vernier.listeners.record.CdgUpdate;
import java.util.List;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Measures, while a network trains, how well backpropagation's gradient agrees with the differences
 * of the loss that it stands for.
 *
 * <p>For every parameter of the chosen layers, at every ε: cosine, relative error, agreement of
 * signs, share of exact zeros, a sample of pairs for a scatter plot, and, if asked for, how far the
 * best step along each direction lowers the loss. Source: gradient notes of YouCaiJun98
 * (coordinate-wise difference gradients).
 *
 * <p>A measurement takes two losses for each number and ε. {@link #cancel}, or an interrupt of the
 * training thread, ends it; its parameters are then as they were.
 */
public final class CdgListener extends ParameterStudyProbe<CdgStudy.Result> {

    private static final double LOG_SECONDS = 10;

    private final CdgStudy study;
    private final int scatter;
    private final CdgStudy.Observer observer;
    private Twin twin;
    private long evaluations;

    private CdgListener(Builder builder) {
        super(builder);
        this.study =
                new CdgStudy(
                        builder.getLayers(),
                        builder.epsilons,
                        builder.coordinates,
                        builder.getSeed(),
                        builder.mode,
                        builder.rates);
        this.scatter = builder.scatter;
        this.observer = builder.observer;
    }

    /**
     * Settings with defaults: 20 numbers of every parameter, ε 0.01, at the beginning of an epoch
     * whenever measurements have taken less than a twentieth of the time.
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected void begin(Twin original) {
        twin = study.mode() == CdgMode.TRAINING ? original : Twin.ofInference(original.network());
        study.blocks(twin);
        describe(
                new CdgStaticInfo(
                        new CdgStaticInfo.Settings(
                                study.layers(),
                                study.epsilons().stream().mapToDouble(e -> e).toArray(),
                                study.mode().name(),
                                study.coordinates(),
                                study.seed(),
                                study.rates().stream().mapToDouble(r -> r).toArray())));
    }

    @Override
    protected CdgStudy.Result study(Moment now, MultiDataSet batch) {
        twin.setCounts(now.iteration(), now.epoch());
        evaluations = 0;
        return study.of(twin, batch, new Progress());
    }

    @Override
    protected String givenUp() {
        return "CDG given up after " + evaluations + " evaluations";
    }

    @Override
    protected CdgUpdate update(Moment now, CdgStudy.Result result) {
        return new CdgUpdate(
                now.iteration(),
                now.epoch(),
                result.loss(),
                result.evaluations(),
                result.seconds(),
                result.parameters().stream().map(this::parameter).toList());
    }

    private CdgUpdate.Parameter parameter(ParameterCdg found) {
        int n = found.cdg().length;
        int pairs = Math.min(scatter, n);
        float[] backprop = new float[pairs];
        float[] cdg = new float[pairs];
        for (int i = 0; i < pairs; i++) {
            // Evenly spaced: coordinates are ascending, so all channels are in it.
            int at = (int) ((long) i * n / pairs);
            backprop[i] = (float) found.backprop()[at];
            cdg[i] = (float) found.cdg()[at];
        }
        GradientAgreement agreement = found.agreement();
        return new CdgUpdate.Parameter(
                found.name(),
                found.epsilon(),
                found.parameters(),
                n,
                agreement.cosine(),
                agreement.relativeError(),
                agreement.signAgreement(),
                agreement.zeroShare(),
                agreement.cdgNorm(),
                agreement.backpropNorm(),
                backprop,
                cdg,
                found.decrease()
                        .map(
                                d ->
                                        new CdgUpdate.Decrease(
                                                d.backprop().rate(),
                                                d.backprop().loss(),
                                                d.cdg().rate(),
                                                d.cdg().loss()))
                        .orElse(null));
    }

    private final class Progress implements CdgStudy.Observer {

        private double logged;

        @Override
        public boolean at(CdgStudy.Status status) {
            evaluations = status.evaluations();
            if (status.seconds() - logged > LOG_SECONDS) {
                logged = status.seconds();
                log().info(
                                "CDG: {} of {} evaluations, {} s left",
                                evaluations,
                                status.total(),
                                Math.round(status.secondsLeft()));
            }
            return observer.at(status) && !isEnded();
        }
    }

    /** Settings of a listener. */
    public static final class Builder extends ParameterStudyProbeBuilder<Builder> {

        private List<Double> epsilons = List.of(0.01);
        private int coordinates = 20;
        private CdgMode mode = CdgMode.INFERENCE;
        private List<Double> rates = List.of();
        private int scatter = 500;
        private CdgStudy.Observer observer = CdgStudy.Observer.NONE;

        private Builder() {}

        /**
         * Sets ε.
         *
         * @param epsilons one, or several to be swept, each above 0; default 0.01
         * @return this
         */
        public Builder epsilon(double... epsilons) {
            this.epsilons = DoubleStream.of(epsilons).boxed().toList();
            return this;
        }

        /**
         * Sets how many numbers are measured.
         *
         * @param most at most so many numbers of each parameter; default 20; 0 for all
         * @return this
         */
        public Builder coordinates(int most) {
            this.coordinates = most;
            return this;
        }

        /**
         * Sets which function is differentiated.
         *
         * @param mode default {@link CdgMode#INFERENCE}
         * @return this
         */
        public Builder mode(CdgMode mode) {
            this.mode = mode;
            return this;
        }

        /**
         * Also tries steps along both directions, each of length 1 before a rate.
         *
         * @param rates lengths; default none
         * @return this
         */
        public Builder lossDecrease(double... rates) {
            this.rates = DoubleStream.of(rates).boxed().toList();
            return this;
        }

        /**
         * Sets how many pairs of backpropagation and CDG records keep of each parameter.
         *
         * @param pairs at most so many; default 500
         * @return this
         */
        public Builder scatter(int pairs) {
            if (pairs < 0) {
                throw new IllegalArgumentException(
                        "scatter is " + pairs + " pairs, expected at least 0");
            }
            this.scatter = pairs;
            return this;
        }

        /**
         * Sets who follows measurements.
         *
         * @param observer follows, and may end each
         * @return this
         */
        public Builder observer(CdgStudy.Observer observer) {
            this.observer = observer;
            return this;
        }

        /**
         * The listener.
         *
         * @throws IllegalArgumentException if a setting is out of its range
         */
        public CdgListener build() {
            return new CdgListener(this);
        }
    }
}
