/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.ui.model.storage.sqlite.J7FileStatsStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimatorRecordTest {

    private static final String SESSION = "session";
    private static final String WORKER = "0";

    @TempDir private Path folder;

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

    private static void fill(StatsStorage storage) {
        RecordRouter router = new RecordRouter(storage, SESSION, WORKER);
        router.putStaticInfo(info());
        for (int i = 0; i < 6; i++) {
            router.putUpdate(update(i));
        }
    }

    private static void check(StatsStorage storage) {
        String type = EstimatorStaticInfo.TYPE_ID;
        EstimatorStaticInfo info =
                (EstimatorStaticInfo) storage.getStaticInfo(SESSION, type, WORKER);
        assertThat(info.getSettings()).isEqualTo(info().getSettings());
        List<Persistable> updates = storage.getAllUpdatesAfter(SESSION, type, WORKER, 0);
        assertThat(updates).hasSize(6);
        for (int i = 0; i < 6; i++) {
            EstimatorUpdate read = (EstimatorUpdate) updates.get(i);
            EstimatorUpdate written = update(i);
            written.stamp(read.getSessionID(), read.getWorkerID(), read.getTimeStamp());
            assertThat(read.encode()).isEqualTo(written.encode());
            assertThat(read.getIteration()).isEqualTo(i);
            assertThat(read.getEpoch()).isEqualTo(1);
            assertThat(read.getLayers()).containsExactly("conv", "out");
            assertThat(read.getEstimator().variance()).containsExactly(0, 0.5f, 0);
            assertThat(read.getPlain().variance()[2]).isNaN();
            assertThat(read.getDifference()).isEqualTo(0.125);
            assertThat(read.getSeconds()).isEqualTo(0.5 * i);
        }
    }

    @Test
    void memory() {
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        fill(storage);
        check(storage);
    }

    @Test
    void mapDbFileReopened() throws IOException {
        File file = folder.resolve("stats.dl4j").toFile();
        FileStatsStorage storage = new FileStatsStorage(file);
        fill(storage);
        storage.close();
        FileStatsStorage reopened = new FileStatsStorage(file);
        check(reopened);
        reopened.close();
    }

    @Test
    void sqliteFileReopened() throws IOException {
        File file = folder.resolve("stats.sqlite").toFile();
        J7FileStatsStorage storage = new J7FileStatsStorage(file);
        fill(storage);
        storage.close();
        J7FileStatsStorage reopened = new J7FileStatsStorage(file);
        check(reopened);
        reopened.close();
    }
}
