/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

class DiscreteGradientRecordTest extends RecordContract {

    @Override
    protected List<VernierRecord> infos() {
        return List.of(
                new DiscreteGradientStaticInfo(
                        new DiscreteGradientStaticInfo.Settings(
                                List.of("conv1", "out"), 0.1, 0.005, 20, 64, "DECREASE", -7)));
    }

    @Override
    protected List<VernierRecord> updates() {
        return List.of(update(12), update(13));
    }

    private static DiscreteGradientUpdate update(int iteration) {
        return new DiscreteGradientUpdate(
                iteration,
                3,
                0.75,
                1234,
                0.5,
                List.of(
                        new DiscreteGradientUpdate.Parameter(
                                "conv1/W",
                                576,
                                64,
                                3,
                                new int[] {0, 2, 1},
                                0.0125,
                                1,
                                2,
                                0.03,
                                0.7,
                                0.8),
                        new DiscreteGradientUpdate.Parameter(
                                "out/b",
                                10,
                                10,
                                0,
                                new int[3],
                                Double.NaN,
                                Double.NaN,
                                0,
                                0,
                                0.75,
                                0.75)));
    }

    @Override
    protected void check(MemoryRecordSink read) {
        DiscreteGradientStaticInfo.Settings settings =
                read.staticInfos(DiscreteGradientStaticInfo.class).get(0).getSettings();
        assertThat(settings.epsilon()).isEqualTo(0.1);
        assertThat(settings.stride()).isEqualTo(0.005);
        assertThat(settings.bins()).isEqualTo(20);
        assertThat(settings.seed()).isEqualTo(-7);
        DiscreteGradientUpdate update = read.updates(DiscreteGradientUpdate.class).get(1);
        assertThat(update.getIteration()).isEqualTo(13);
        assertThat(update.getEpoch()).isEqualTo(3);
        assertThat(update.getLoss()).isEqualTo(0.75);
        assertThat(update.getEvaluations()).isEqualTo(1234);
        assertThat(update.getSeconds()).isEqualTo(0.5);
        DiscreteGradientUpdate.Parameter weights = update.getParameters().get(0);
        assertThat(weights.histogram()).containsExactly(0, 2, 1);
        assertThat(weights.found()).isEqualTo(3);
        assertThat(weights.meanDelta()).isEqualTo(0.0125);
        assertThat(weights.stepLoss()).isEqualTo(0.7);
        assertThat(weights.backpropLoss()).isEqualTo(0.8);
        assertThat(update.getParameters().get(1).meanDelta()).isNaN();
    }
}
