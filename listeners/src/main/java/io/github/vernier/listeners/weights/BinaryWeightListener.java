/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.weights;

import io.github.vernier.layers.binary.diagnostics.BinaryWeightStatistics;
import io.github.vernier.listeners.histogram.HistogramAxis;
import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeBuilder;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.record.BinaryWeightStaticInfo;
import io.github.vernier.listeners.record.BinaryWeightUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;

/**
 * Records what binarization does to the weights of every binary layer.
 *
 * <p>It looks at the parameters after the update, with the τ of the iteration just done.
 */
public final class BinaryWeightListener extends Probe {

    private static final int DEFAULT_BINS = 200;

    private final HistogramAxis histogram;
    private List<LatentWeight> weights = List.of();
    private volatile Coverage coverage;
    private volatile BinaryWeightUpdate last;

    private BinaryWeightListener(Builder builder) {
        super(builder);
        this.histogram = builder.histogram;
    }

    /** Starts the settings of a listener; by default it looks once in every epoch. */
    public static Builder builder() {
        return new Builder();
    }

    /** The last measurement, absent before the first. */
    public Optional<BinaryWeightUpdate> getLast() {
        return Optional.ofNullable(last);
    }

    /** The layers it applies to, absent before the first measurement. */
    public Optional<Coverage> getCoverage() {
        return Optional.ofNullable(coverage);
    }

    @Override
    protected void begin(Twin twin) {
        weights = new ArrayList<>();
        List<String> covered = new ArrayList<>();
        List<Coverage.Skipped> skipped = new ArrayList<>();
        for (Layer layer : twin.layers()) {
            if (layer.numParams() == 0) {
                continue;
            }
            String name = twin.nameOf(layer);
            List<LatentWeight> found = LatentWeight.of(name, layer);
            weights.addAll(found);
            if (!found.isEmpty()) {
                covered.add(name);
            } else if (twin.blocks().stream()
                    .anyMatch(block -> block.trainable() && block.layer().equals(name))) {
                skipped.add(
                        new Coverage.Skipped(
                                name,
                                "no binary weight: "
                                        + layer.conf().getLayer().getClass().getSimpleName()));
            }
        }
        List<String> names = weights.stream().map(LatentWeight::name).toList();
        coverage =
                new Coverage(
                        covered,
                        skipped,
                        trainable(twin)
                                .filter(block -> names.contains(block.name()))
                                .mapToLong(ParameterBlock::length)
                                .sum(),
                        trainable(twin).mapToLong(ParameterBlock::length).sum());
        log().info("Binary weights: {}", coverage);
        describe(
                new BinaryWeightStaticInfo(
                        new BinaryWeightStaticInfo.Settings(
                                names,
                                weights.stream().mapToInt(w -> (int) w.length()).toArray(),
                                skipped.stream().map(Coverage.Skipped::layer).toList(),
                                skipped.stream().map(Coverage.Skipped::reason).toList(),
                                coverage.share(),
                                histogram.bins(),
                                histogram.low(),
                                histogram.high())));
    }

    private static java.util.stream.Stream<ParameterBlock> trainable(Twin twin) {
        return twin.blocks().stream().filter(ParameterBlock::trainable);
    }

    @Override
    protected void afterUpdate(Moment now) {
        if (weights.isEmpty()) {
            return;
        }
        BinaryWeightUpdate.Table table = BinaryWeightUpdate.Table.ofRows(weights.size());
        int[] counts = new int[weights.size() * histogram.bins()];
        for (int i = 0; i < weights.size(); i++) {
            LatentWeight weight = weights.get(i);
            put(weight.statistics(now.iteration(), now.epoch()), table, i);
            System.arraycopy(
                    histogram.count(weight.values()),
                    0,
                    counts,
                    i * histogram.bins(),
                    histogram.bins());
        }
        last = new BinaryWeightUpdate(now.iteration(), now.epoch(), table, counts);
        record(last);
    }

    private static void put(
            BinaryWeightStatistics statistics, BinaryWeightUpdate.Table table, int row) {
        table.tau()[row] = (float) statistics.tau();
        table.scale()[row] = (float) statistics.scale();
        table.bound()[row] = (float) statistics.bound();
        table.latentBound()[row] = (float) statistics.latentBound();
        table.deadShare()[row] = (float) statistics.deadShare();
        table.clampedShare()[row] = (float) statistics.clampedShare();
        table.errorAtScale()[row] = (float) statistics.errorAtScale();
        table.errorAtOptimum()[row] = (float) statistics.errorAtOptimum();
        table.laplaceEntropy()[row] = (float) statistics.laplaceEntropy();
        table.binaryEntropy()[row] = (float) statistics.binaryEntropy();
        table.signBalance()[row] = (float) statistics.signBalance();
        table.flipRatio()[row] = (float) statistics.flippedShare().orElse(Double.NaN);
    }

    /** Settings of a {@link BinaryWeightListener}. */
    public static final class Builder extends ProbeBuilder<Builder> {

        private HistogramAxis histogram = new HistogramAxis(DEFAULT_BINS, -1, 1);

        private Builder() {
            super(Schedule.everyEpoch());
        }

        /**
         * Sets the bins of the histograms of latent weights.
         *
         * @param bins number of equal bins, at least 1; default 200
         * @param low lower end of the first; default -1
         * @param high upper end of the last, above {@code low}; default 1
         * @return this
         * @throws IllegalArgumentException if there are no bins or the range is empty
         */
        public Builder histogram(int bins, double low, double high) {
            this.histogram = new HistogramAxis(bins, low, high);
            return this;
        }

        /**
         * The listener.
         *
         * @return listener
         */
        public BinaryWeightListener build() {
            return new BinaryWeightListener(this);
        }
    }
}
