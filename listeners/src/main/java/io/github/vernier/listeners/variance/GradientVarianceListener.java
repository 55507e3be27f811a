/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.histogram.HistogramAxis;
import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.DataProbeBuilder;
import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.record.GradientVarianceStaticInfo;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Measures the gradient's variance while the stock {@code fit()} trains, and changes no bit of
 * training.
 *
 * <p>By default: the gradients of the single examples of the training minibatch, every tenth
 * iteration unless that takes more than 7 % of the time, unbiased. See the package's description
 * for what is measured and at what price.
 *
 * <pre>{@code
 * network.addListeners(
 *     GradientVarianceListener.builder()
 *         .schedule(Schedule.every(100))
 *         .data(iterator)
 *         .draws(10)
 *         .recordTo(storage)
 *         .build());
 * }</pre>
 */
public final class GradientVarianceListener extends Probe {

    private final ProbeData data;
    private final Convention convention;
    private final ExampleMethod method;
    private final int draws;
    private final GradientHistograms histograms;

    private ExampleGradients examples;
    private DirectionVariance directions;
    private ParameterNorms norms;
    private INDArray start;
    private boolean described;
    private GradientVarianceUpdate update;
    private volatile GradientVarianceUpdate last;
    private volatile Coverage coverage;

    private GradientVarianceListener(Builder builder) {
        super(builder);
        this.data = builder.getData().orElse(null);
        this.convention = builder.convention;
        this.method = builder.method;
        this.draws = builder.draws;
        this.histograms = builder.histograms;
    }

    /** Starts the settings of a listener. */
    public static Builder builder() {
        return new Builder();
    }

    /** The last measurement, absent before the first. */
    public Optional<GradientVarianceUpdate> getLast() {
        return Optional.ofNullable(last);
    }

    /** What gradients of single examples cover, absent before the first measurement. */
    public Optional<Coverage> getCoverage() {
        return Optional.ofNullable(coverage);
    }

    @Override
    protected void begin(Twin twin) {
        examples = method == null ? null : new ExampleGradients(twin, convention, method);
        directions = draws == 0 ? null : new DirectionVariance(twin.blocks(), draws, convention);
        norms = new ParameterNorms(twin.blocks());
        start = twin.parameters().dup();
        described = false;
    }

    @Override
    protected void atGradient(Moment now) {
        Twin twin = now.twin();
        update = new GradientVarianceUpdate(now.iteration(), now.epoch(), now.score());
        if (examples != null) {
            MultiDataSet batch = data == null ? now.batch() : data.next();
            // One example has no variance; the last minibatch of an epoch may be so small.
            if (batch.getFeatures(0).size(0) > 1) {
                measureExamples(twin, batch, now);
            }
        }
        if (directions != null) {
            update.setDraws(directions.measure(new MinibatchDirection(twin, data)).table());
        }
        if (!described) {
            described = true;
            describe(info());
        }
    }

    private void measureExamples(Twin twin, MultiDataSet batch, Moment now) {
        if (histograms != null) {
            histograms.start(twin);
            examples.showElements(histograms);
        }
        ExampleStatistics measured = examples.measure(batch);
        if (coverage == null || !coverage.equals(measured.coverage())) {
            coverage = measured.coverage();
            log().info("Gradients of single examples: {}", coverage);
        }
        GradientTests tests = measured.tests();
        update.setExamples(
                measured.report().table(),
                new GradientVarianceUpdate.Tests(
                        measured.examples(),
                        measured.loss(),
                        tests.gradientNorm(),
                        tests.normTest(),
                        tests.innerTest(),
                        tests.orthoTest(),
                        tests.meanGsnr(),
                        tests.earlyStopping(),
                        tests.suggestedBatchSize(learningRate(twin, now))));
        if (histograms != null) {
            update.setHistograms(histograms.counts(), histograms.counts2d());
        }
    }

    @Override
    protected void afterUpdate(Moment now) {
        update.setSteps(
                norms.norms(now.gradient()), norms.distances(now.twin().parameters(), start));
        update.setSeconds(getSeconds());
        last = update;
        record(update);
    }

    /** That of plain SGD, for which alone CABS is made. */
    private static double learningRate(Twin twin, Moment now) {
        for (Layer layer : twin.layers()) {
            if (layer.numParams() > 0
                    && layer.conf().getLayer() instanceof BaseLayer base
                    && base.getIUpdater() instanceof Sgd sgd) {
                return sgd.getLearningRate(now.iteration(), now.epoch());
            }
        }
        return Double.NaN;
    }

    private GradientVarianceStaticInfo info() {
        Coverage known = coverage == null ? new Coverage(List.of(), List.of(), 0, 0) : coverage;
        return new GradientVarianceStaticInfo(
                new GradientVarianceStaticInfo.Settings(
                        norms.layers(),
                        known.covered(),
                        known.skipped().stream().map(Coverage.Skipped::layer).toList(),
                        known.skipped().stream().map(Coverage.Skipped::reason).toList(),
                        known.share(),
                        convention.name(),
                        method == null ? "" : method.name(),
                        draws,
                        data == null ? "training" : "own",
                        histograms == null ? new double[0] : histograms.ranges()));
    }

    /** Settings of a {@link GradientVarianceListener}. */
    public static final class Builder extends DataProbeBuilder<Builder> {

        private static final double SHARE = 0.07;

        private Convention convention = Convention.UNBIASED;
        private ExampleMethod method = ExampleMethod.VECTORIZED;
        private int draws;
        private GradientHistograms histograms;

        private Builder() {
            super(Schedule.every(10).and(Schedule.timeShare(SHARE)));
        }

        /**
         * Sets the formulas.
         *
         * @param convention default {@link Convention#UNBIASED}
         * @return this
         */
        public Builder convention(Convention convention) {
            this.convention = Objects.requireNonNull(convention, "convention must be given");
            return this;
        }

        /**
         * Sets how gradients of single examples are had.
         *
         * @param method default {@link ExampleMethod#VECTORIZED}
         * @return this
         */
        public Builder examples(ExampleMethod method) {
            this.method = Objects.requireNonNull(method, "method must be given");
            return this;
        }

        /**
         * Leaves gradients of single examples out.
         *
         * @return this
         */
        public Builder withoutExamples() {
            method = null;
            return this;
        }

        /**
         * Measures the variance of the minibatch's direction from K + K draws, too; needs data.
         *
         * @param draws K, at least 1
         * @return this
         */
        public Builder draws(int draws) {
            if (draws < 1) {
                throw new IllegalArgumentException("draws is " + draws + ", expected at least 1");
            }
            this.draws = draws;
            return this;
        }

        /**
         * Counts the elements of all examples' gradients, in the bins of f-dangel/cockpit; N·D work
         * at each measurement.
         *
         * @return this
         */
        public Builder histograms() {
            return histograms(
                    GradientHistograms.GRADIENT,
                    GradientHistograms.GRADIENT_2D,
                    GradientHistograms.PARAMETER);
        }

        /**
         * Counts the elements of all examples' gradients.
         *
         * @param gradient bins of the histogram; Cockpit has 100 over [-2, 2]
         * @param gradient2d bins by gradient of the histogram by two; Cockpit has 40 over [-1, 1]
         * @param parameter bins by parameter of the histogram by two; Cockpit has 50 over [-2, 2]
         * @return this
         */
        public Builder histograms(
                HistogramAxis gradient, HistogramAxis gradient2d, HistogramAxis parameter) {
            histograms = new GradientHistograms(gradient, gradient2d, parameter);
            return this;
        }

        /**
         * The listener.
         *
         * @return listener
         * @throws IllegalArgumentException if there is nothing to measure or no data for draws
         */
        public GradientVarianceListener build() {
            if (draws > 0 && getData().isEmpty()) {
                throw new IllegalArgumentException(
                        "draws is " + draws + " without data, expected data to draw from");
            }
            if (draws == 0 && method == null) {
                throw new IllegalArgumentException(
                        "Neither examples nor draws are asked for, expected one of them");
            }
            if (histograms != null && method == null) {
                throw new IllegalArgumentException(
                        "Histograms are of examples' gradients, expected examples");
            }
            return new GradientVarianceListener(this);
        }
    }
}
