/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

class EstimatorRecordTest extends RecordContract {

    private static EstimatorStaticInfo info() {
        return new EstimatorStaticInfo(
                new EstimatorStaticInfo.Settings(
                        "K-FAC",
                        true,
                        List.of("conv", "out"),
                        List.of("bn"),
                        List.of("no factors for BatchNormalization"),
                        0.9375,
                        "UNBIASED",
                        10));
    }

    private static EstimatorUpdate update(int iteration) {
        GradientVarianceUpdate.Table ours = GradientVarianceUpdate.Table.ofRows(3);
        ours.variance()[1] = 0.5f;
        GradientVarianceUpdate.Table plain = GradientVarianceUpdate.Table.ofRows(3);
        plain.variance()[2] = Float.NaN;
        return new EstimatorUpdate(
                iteration, 1, List.of("conv", "out"), ours, plain, 0.125, 0.5 * iteration);
    }

    @Override
    protected List<VernierRecord> infos() {
        return List.of(info());
    }

    @Override
    protected List<VernierRecord> updates() {
        return IntStream.range(0, 6).<VernierRecord>mapToObj(i -> update(i)).toList();
    }

    @Override
    protected void check(MemoryRecordSink records) {
        assertThat(records.staticInfos(EstimatorStaticInfo.class).get(0).getSettings())
                .isEqualTo(info().getSettings());
        List<EstimatorUpdate> updates = records.updates(EstimatorUpdate.class);
        for (int i = 0; i < 6; i++) {
            EstimatorUpdate read = updates.get(i);
            assertThat(read.getIteration()).isEqualTo(i);
            assertThat(read.getEpoch()).isEqualTo(1);
            assertThat(read.getLayers()).containsExactly("conv", "out");
            assertThat(read.getEstimator().variance()).containsExactly(0, 0.5f, 0);
            assertThat(read.getPlain().variance()[2]).isNaN();
            assertThat(read.getDifference()).isEqualTo(0.125);
            assertThat(read.getSeconds()).isEqualTo(0.5 * i);
        }
    }
}
