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
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.ui.model.storage.sqlite.J7FileStatsStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of central differences in DL4J's storages. */
class CdgRecordTest {

    private static final String SESSION = "session";

    @TempDir private Path folder;

    private static CdgStaticInfo info() {
        return new CdgStaticInfo(
                new CdgStaticInfo.Settings(
                        List.of("conv1", "out"),
                        new double[] {0.1, 1e-5},
                        "TRAINING",
                        500,
                        -7,
                        new double[] {0.5}));
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

    private static CdgUpdate update() {
        return new CdgUpdate(
                12,
                3,
                0.75,
                41_472,
                6.5,
                List.of(parameter(null), parameter(new CdgUpdate.Decrease(0.1, 0.5, 0.2, 0.25))));
    }

    private static void fill(StatsStorage storage) {
        RecordRouter router = new RecordRouter(storage, SESSION, "0");
        router.putStaticInfo(info());
        router.putUpdate(update());
    }

    private static <T extends VernierRecord> T stamped(T record, VernierRecord like) {
        record.stamp(like.getSessionID(), like.getWorkerID(), like.getTimeStamp());
        return record;
    }

    private static void check(StatsStorage storage) {
        String type = CdgStaticInfo.TYPE_ID;
        CdgStaticInfo settings = (CdgStaticInfo) storage.getStaticInfo(SESSION, type, "0");
        assertThat(settings.encode()).isEqualTo(stamped(info(), settings).encode());
        assertThat(settings.getSettings().rates()).containsExactly(0.5);
        assertThat(settings.getSettings().seed()).isEqualTo(-7);
        CdgUpdate read = (CdgUpdate) storage.getLatestUpdate(SESSION, type, "0");
        assertThat(read.getIteration()).isEqualTo(12);
        assertThat(read.getEpoch()).isEqualTo(3);
        assertThat(read.getLoss()).isEqualTo(0.75);
        assertThat(read.getEvaluations()).isEqualTo(41_472);
        assertThat(read.getSeconds()).isEqualTo(6.5);
        assertThat(read.encode()).isEqualTo(stamped(update(), read).encode());
        assertThat(read.getParameters().get(0).scatterCdg()).containsExactly(0.5f, 0, Float.NaN);
        assertThat(read.getParameters().get(1).lossDecrease())
                .contains(new CdgUpdate.Decrease(0.1, 0.5, 0.2, 0.25));
        assertThat(read.getParameters().get(0).lossDecrease()).isEmpty();
        assertThat(storage.getStorageMetaData(SESSION, type).getUpdateTypeClass())
                .isEqualTo(CdgUpdate.class.getName());
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
