/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

class StochasticRoundingRecordTest extends RecordContract {

    @Override
    protected List<VernierRecord> infos() {
        return List.of(
                new StochasticRoundingStaticInfo(
                        new StochasticRoundingStaticInfo.Settings(
                                List.of("sign"),
                                List.of("conv1", "out"),
                                10,
                                new double[] {0.01, 0.1},
                                64,
                                0.1,
                                -7)));
    }

    @Override
    protected List<VernierRecord> updates() {
        StochasticRoundingUpdate.Parameter parameter =
                new StochasticRoundingUpdate.Parameter(
                        "conv1/W", 576, 0.5, 1.5, 0.75, 2, 3, 0.25, 64, 0.125, Double.NaN, -0.5);
        return List.of(
                new StochasticRoundingUpdate(
                        1,
                        0,
                        0.75,
                        0.5,
                        new StochasticRoundingUpdate.Steps(
                                0.1, 0.5, new double[] {0.2, 0.3}, new double[] {0.4, 0.45}),
                        List.of(parameter)),
                new StochasticRoundingUpdate(
                        2,
                        1,
                        0.75,
                        0.5,
                        new StochasticRoundingUpdate.Steps(
                                Double.NaN, Double.NaN, new double[0], new double[0]),
                        List.of()));
    }

    @Override
    protected void check(MemoryRecordSink read) {
        StochasticRoundingStaticInfo.Settings settings =
                read.staticInfos(StochasticRoundingStaticInfo.class).get(0).getSettings();
        assertThat(settings.rounded()).containsExactly("sign");
        assertThat(settings.rates()).containsExactly(0.01, 0.1);
        assertThat(settings.draws()).isEqualTo(10);
        List<StochasticRoundingUpdate> updates = read.updates(StochasticRoundingUpdate.class);
        StochasticRoundingUpdate update = updates.get(0);
        assertThat(update.getSteps().signLoss()).isEqualTo(0.5);
        assertThat(update.getSteps().roundedRates()).containsExactly(0.2, 0.3);
        assertThat(update.getSteps().roundedLosses()).containsExactly(0.4, 0.45);
        StochasticRoundingUpdate.Parameter parameter = update.getParameters().get(0);
        assertThat(parameter.noise()).isEqualTo(0.25);
        assertThat(parameter.cdgSignCosine()).isNaN();
        assertThat(parameter.cdgRoundedCosine()).isEqualTo(-0.5);
        assertThat(updates.get(1).getSteps().roundedRates()).isEmpty();
        assertThat(updates.get(1).getEpoch()).isEqualTo(1);
    }
}
