/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Records of central differences in DL4J's storages. */
class CdgRecordTest extends RecordContract {

    @Override
    protected List<VernierRecord> infos() {
        return List.of(
                new CdgStaticInfo(
                        new CdgStaticInfo.Settings(
                                List.of("conv1", "out"),
                                new double[] {0.1, 1e-5},
                                "TRAINING",
                                500,
                                -7,
                                new double[] {0.5})));
    }

    private static CdgUpdate.Parameter parameter(CdgUpdate.Decrease decrease) {
        return new CdgUpdate.Parameter(
                "conv1/W",
                0.1,
                20_736,
                3,
                0.99998,
                Double.NaN,
                1,
                0.25,
                1e-300,
                12.5,
                new float[] {1, -2, 3},
                new float[] {0.5f, 0, Float.NaN},
                decrease);
    }

    @Override
    protected List<VernierRecord> updates() {
        return List.of(
                new CdgUpdate(
                        12,
                        3,
                        0.75,
                        41_472,
                        6.5,
                        List.of(
                                parameter(null),
                                parameter(new CdgUpdate.Decrease(0.1, 0.5, 0.2, 0.25)))));
    }

    @Override
    protected void check(MemoryRecordSink records) {
        CdgStaticInfo settings = records.staticInfos(CdgStaticInfo.class).get(0);
        assertThat(settings.getSettings().rates()).containsExactly(0.5);
        assertThat(settings.getSettings().seed()).isEqualTo(-7);
        CdgUpdate read = records.updates(CdgUpdate.class).get(0);
        assertThat(read.getIteration()).isEqualTo(12);
        assertThat(read.getEpoch()).isEqualTo(3);
        assertThat(read.getLoss()).isEqualTo(0.75);
        assertThat(read.getEvaluations()).isEqualTo(41_472);
        assertThat(read.getSeconds()).isEqualTo(6.5);
        assertThat(read.getParameters().get(0).scatterCdg()).containsExactly(0.5f, 0, Float.NaN);
        assertThat(read.getParameters().get(1).lossDecrease())
                .contains(new CdgUpdate.Decrease(0.1, 0.5, 0.2, 0.25));
        assertThat(read.getParameters().get(0).lossDecrease()).isEmpty();
    }
}
