/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.popart;

import io.github.vernier.layers.popart.AbstractPopArtOutputLayer;
import io.github.vernier.layers.popart.Clipping;
import io.github.vernier.layers.popart.PopArtHead;
import io.github.vernier.layers.popart.PopArtStatistics;
import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeBuilder;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.record.PopArtStaticInfo;
import io.github.vernier.listeners.record.PopArtUpdate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;

/**
 * Records the statistics of all Pop-Art heads of a network: μ, σ, r = σ/σ', clipping, raw and
 * normalized error, and what preserving the outputs cost.
 *
 * <p>It reads what the heads know of their last step and computes nothing.
 */
public final class PopArtListener extends Probe {

    /** Where the heads stand among the network's layers. */
    private List<Integer> heads = List.of();

    private List<String> names = List.of();
    private volatile PopArtUpdate last;

    private PopArtListener(Builder builder) {
        super(builder);
    }

    /** Starts the settings of a listener; by default it measures at every tenth iteration. */
    public static Builder builder() {
        return new Builder();
    }

    /** The last measurement, absent before the first. */
    public Optional<PopArtUpdate> getLast() {
        return Optional.ofNullable(last);
    }

    @Override
    protected void begin(Twin twin) {
        List<Layer> layers = twin.layers();
        heads = new ArrayList<>();
        names = new ArrayList<>();
        List<PopArtStaticInfo.Head> infos = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof PopArtHead) {
                heads.add(i);
                names.add(twin.nameOf(layers.get(i)));
                infos.add(
                        info(
                                twin.nameOf(layers.get(i)),
                                (AbstractPopArtOutputLayer) layers.get(i).conf().getLayer()));
            }
        }
        if (heads.isEmpty()) {
            log().warn("The network has no Pop-Art head: there is nothing to record");
        }
        describe(new PopArtStaticInfo(infos));
    }

    private static PopArtStaticInfo.Head info(String name, AbstractPopArtOutputLayer conf) {
        return new PopArtStaticInfo.Head(
                name,
                conf.getNOut(),
                conf.getScope().name(),
                conf.getMode().name(),
                conf.getArt().toString(),
                conf.getBeta(),
                conf.getLowerBound(),
                conf.getUpperBound(),
                conf.getDesiredDeviation());
    }

    /** The heads have adapted in the backward pass just done. */
    @Override
    protected void atGradient(Moment now) {
        if (heads.isEmpty()) {
            return;
        }
        List<Layer> layers = now.layers();
        List<PopArtUpdate.Head> facts = new ArrayList<>();
        for (int h = 0; h < heads.size(); h++) {
            PopArtHead head = (PopArtHead) layers.get(heads.get(h));
            facts.add(facts(names.get(h), head.statistics()));
        }
        last = new PopArtUpdate(now.iteration(), now.epoch(), now.score(), facts);
        record(last);
    }

    private static PopArtUpdate.Head facts(String name, PopArtStatistics statistics) {
        return new PopArtUpdate.Head(
                name,
                statistics.scale().mean(),
                statistics.scale().deviation(),
                statistics.variance(),
                statistics.ratio(),
                Arrays.stream(statistics.clipping()).mapToInt(PopArtListener::sign).toArray(),
                Arrays.stream(statistics.updates())
                        .mapToInt(n -> (int) Math.min(n, Integer.MAX_VALUE))
                        .toArray(),
                statistics.normalizedRmse(),
                statistics.rmse(),
                statistics.residual());
    }

    private static int sign(Clipping clipping) {
        return switch (clipping) {
            case NONE -> 0;
            case LOW -> -1;
            case HIGH -> 1;
        };
    }

    /** Settings of a {@link PopArtListener}. */
    public static final class Builder extends ProbeBuilder<Builder> {

        private Builder() {
            super(Schedule.every(10));
        }

        /**
         * The listener.
         *
         * @return listener
         */
        public PopArtListener build() {
            return new PopArtListener(this);
        }
    }
}
