/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

class GradientVarianceRecordTest extends RecordContract {

    private static GradientVarianceStaticInfo info() {
        return new GradientVarianceStaticInfo(
                new GradientVarianceStaticInfo.Settings(
                        List.of("conv", "bn", "out"),
                        List.of("conv", "out"),
                        List.of("bn"),
                        List.of("batch normalization"),
                        0.9375,
                        "UNBIASED",
                        "VECTORIZED",
                        10,
                        "own",
                        new double[] {100, -2, 2, 40, -1, 1, 50, -2, 2}));
    }

    private static GradientVarianceUpdate update(int iteration) {
        GradientVarianceUpdate update = new GradientVarianceUpdate(iteration, 1, 0.75);
        GradientVarianceUpdate.Table table = GradientVarianceUpdate.Table.ofRows(3);
        table.variance()[1] = 0.5f;
        table.noiseScale()[2] = Float.POSITIVE_INFINITY;
        table.snr()[0] = Float.NaN;
        table.nonFinite()[2] = 7;
        if (iteration % 2 == 0) {
            update.setExamples(
                    table,
                    new GradientVarianceUpdate.Tests(
                            32, 1.5, 0.25, 0.5, 0.125, 2, 3, -4, Double.NaN));
            update.setHistograms(new int[] {1, 2}, new int[] {3, 0, 4});
        } else {
            update.setDraws(table);
        }
        update.setSteps(new float[] {1, 2}, new float[] {3, 4});
        update.setSeconds(0.5);
        return update;
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
        assertThat(records.staticInfos(GradientVarianceStaticInfo.class).get(0).getSettings())
                .usingRecursiveComparison()
                .isEqualTo(info().getSettings());
        List<GradientVarianceUpdate> updates = records.updates(GradientVarianceUpdate.class);
        for (int i = 0; i < 6; i++) {
            GradientVarianceUpdate read = updates.get(i);
            GradientVarianceUpdate written = update(i);
            assertThat(read.getExamples().isPresent()).isEqualTo(i % 2 == 0);
            assertThat(read.getDraws().isPresent()).isEqualTo(i % 2 == 1);
            GradientVarianceUpdate.Table table =
                    read.getExamples().or(read::getDraws).orElseThrow();
            assertThat(table.variance()).containsExactly(0, 0.5f, 0);
            assertThat(table.noiseScale()[2]).isInfinite();
            assertThat(table.snr()[0]).isNaN();
            assertThat(table.nonFinite()).containsExactly(0, 0, 7);
            assertThat(read.getDistance()).containsExactly(3, 4);
            assertThat(read.getTests()).isEqualTo(written.getTests());
            assertThat(read.getHistogram2d()).isEqualTo(written.getHistogram2d());
            assertThat(read.getSeconds()).isEqualTo(0.5);
            assertThat(read.getScore()).isEqualTo(0.75);
        }
    }
}
