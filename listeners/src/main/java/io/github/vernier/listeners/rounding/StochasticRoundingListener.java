/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.rounding;

import io.github.vernier.listeners.cdg.GradientAgreement;
import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.ParameterStudyProbe;
import io.github.vernier.listeners.probe.ParameterStudyProbeBuilder;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.record.StochasticRoundingStaticInfo;
import io.github.vernier.listeners.record.StochasticRoundingUpdate;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Compares, while a network of signs trains, its straight-through estimator with the one it would
 * have with signs drawn at random, both by agreement with central differences of the loss and by
 * how far the best step along each lowers the loss.
 *
 * <p>See the package's description for what is rounded. {@link #cancel}, or an interrupt of the
 * training thread, ends a measurement; its parameters are then as they were.
 */
public final class StochasticRoundingListener
        extends ParameterStudyProbe<StochasticRoundingStudy.Result> {

    private final StochasticRoundingStudy study;
    private Twin sign;
    private Twin rounding;
    private volatile Coverage coverage;

    private StochasticRoundingListener(Builder builder, StochasticRoundingStudy study) {
        super(builder);
        this.study = study;
    }

    /**
     * Starts the settings of a listener; by default ten draws, ten step lengths from 0.001 to 0.5,
     * and central differences of 8 numbers of every parameter, at the beginning of an epoch
     * whenever measurements have taken less than a twentieth of the time.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The layers it applies to, absent before the first measurement. */
    public Optional<Coverage> getCoverage() {
        return Optional.ofNullable(coverage);
    }

    @Override
    protected void begin(Twin original) {
        Model network = original.network();
        sign = Twin.ofInference(network);
        RoundedConfiguration rounded =
                RoundedConfiguration.of(
                        network instanceof MultiLayerNetwork chain
                                ? chain.getLayerWiseConfigurations().toJson()
                                : ((ComputationGraph) network).getConfiguration().toJson());
        boolean applies = !rounded.layers().isEmpty();
        rounding = applies ? Twin.ofInference(network, json -> rounded.json()) : null;
        coverage = coverage(applies);
        log().info("Stochastic rounding of {}: {}", rounded.layers(), coverage);
        describe(
                new StochasticRoundingStaticInfo(
                        new StochasticRoundingStaticInfo.Settings(
                                rounded.layers(),
                                coverage.covered(),
                                study.draws(),
                                study.rates().stream().mapToDouble(r -> r).toArray(),
                                study.differences()
                                        .map(StochasticRoundingStudy.Differences::coordinates)
                                        .orElse(0),
                                study.differences()
                                        .map(StochasticRoundingStudy.Differences::epsilon)
                                        .orElse(Double.NaN),
                                study.differences()
                                        .map(StochasticRoundingStudy.Differences::seed)
                                        .orElse(0L))));
    }

    private Coverage coverage(boolean applies) {
        List<ParameterBlock> all =
                sign.blocks().stream().filter(ParameterBlock::trainable).toList();
        List<ParameterBlock> measured = applies ? study.blocks(sign) : List.of();
        return new Coverage(
                layers(measured).toList(),
                layers(all.stream().filter(block -> !measured.contains(block)).toList())
                        .map(
                                layer ->
                                        new Coverage.Skipped(
                                                layer,
                                                applies
                                                        ? "not chosen"
                                                        : "the network takes no signs of"
                                                                + " activations"))
                        .toList(),
                measured.stream().mapToLong(ParameterBlock::length).sum(),
                all.stream().mapToLong(ParameterBlock::length).sum());
    }

    private static Stream<String> layers(List<ParameterBlock> blocks) {
        return blocks.stream().map(ParameterBlock::layer).distinct();
    }

    @Override
    protected boolean applies() {
        return rounding != null;
    }

    @Override
    protected StochasticRoundingStudy.Result study(Moment now, MultiDataSet batch) {
        sign.setCounts(now.iteration(), now.epoch());
        rounding.setCounts(now.iteration(), now.epoch());
        return study.of(sign, rounding, batch, evaluations -> !isEnded());
    }

    @Override
    protected String givenUp() {
        return "Study of stochastic rounding given up";
    }

    @Override
    protected StochasticRoundingUpdate update(Moment now, StochasticRoundingStudy.Result found) {
        return new StochasticRoundingUpdate(
                now.iteration(),
                now.epoch(),
                found.loss(),
                found.seconds(),
                new StochasticRoundingUpdate.Steps(
                        found.sign().rate(),
                        found.sign().loss(),
                        found.rounded().stream().mapToDouble(UnitStep::rate).toArray(),
                        found.rounded().stream().mapToDouble(UnitStep::loss).toArray()),
                found.parameters().stream().map(StochasticRoundingListener::parameter).toList());
    }

    private static StochasticRoundingUpdate.Parameter parameter(ParameterRounding parameter) {
        ParameterRounding.Agreement agreement = parameter.agreement();
        Optional<ParameterRounding.Differences> differences = parameter.differences();
        return new StochasticRoundingUpdate.Parameter(
                parameter.name(),
                parameter.parameters(),
                agreement.cosine(),
                agreement.relativeError(),
                agreement.signAgreement(),
                agreement.signNorm(),
                agreement.roundedNorm(),
                parameter.noise(),
                differences.map(ParameterRounding.Differences::coordinates).orElse(0),
                differences.map(d -> d.sign().zeroShare()).orElse(Double.NaN),
                differences
                        .map(ParameterRounding.Differences::sign)
                        .map(GradientAgreement::cosine)
                        .orElse(Double.NaN),
                differences
                        .map(ParameterRounding.Differences::rounded)
                        .map(GradientAgreement::cosine)
                        .orElse(Double.NaN));
    }

    /** Settings of a {@link StochasticRoundingListener}. */
    public static final class Builder extends ParameterStudyProbeBuilder<Builder> {

        private static final int RATES = 10;
        private static final double LEAST_RATE = 1e-3;
        private static final double MOST_RATE = 0.5;

        private int draws = 10;
        private List<Double> rates = logarithmic();
        private int coordinates = 8;
        private double epsilon = 0.1;
        private boolean differences = true;

        private Builder() {}

        private static List<Double> logarithmic() {
            return Stream.iterate(0, i -> i < RATES, i -> i + 1)
                    .map(
                            i ->
                                    LEAST_RATE
                                            * Math.pow(
                                                    MOST_RATE / LEAST_RATE,
                                                    (double) i / (RATES - 1)))
                    .toList();
        }

        /**
         * Sets how many gradients with stochastic rounding are averaged.
         *
         * @param draws N, at least 1; default 10, as in the study
         * @return this
         */
        public Builder draws(int draws) {
            this.draws = draws;
            return this;
        }

        /**
         * Sets the step lengths to try. Each costs a forward pass for every one of N + 1
         * directions.
         *
         * @param rates lengths; none for no steps
         * @return this
         */
        public Builder rates(double... rates) {
            this.rates = DoubleStream.of(rates).boxed().toList();
            return this;
        }

        /**
         * Sets what central differences to compare with.
         *
         * @param coordinates at most so many numbers of each parameter; default 8; 0 for all
         * @param epsilon ε, above 0; default 0.1
         * @return this
         */
        public Builder differences(int coordinates, double epsilon) {
            this.coordinates = coordinates;
            this.epsilon = epsilon;
            this.differences = true;
            return this;
        }

        /** Compares with no central differences. */
        public Builder withoutDifferences() {
            this.differences = false;
            return this;
        }

        /**
         * The listener.
         *
         * @return listener
         * @throws IllegalArgumentException if a setting is out of its range
         */
        public StochasticRoundingListener build() {
            return new StochasticRoundingListener(
                    this,
                    new StochasticRoundingStudy(
                            draws,
                            rates,
                            getLayers(),
                            differences
                                    ? Optional.of(
                                            new StochasticRoundingStudy.Differences(
                                                    epsilon, coordinates, getSeed()))
                                    : Optional.empty()));
        }
    }
}
