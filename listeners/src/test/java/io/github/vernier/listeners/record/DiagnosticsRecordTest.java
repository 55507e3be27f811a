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

/** Records of binary weights, Pop-Art heads and evaluations through all storages. */
class DiagnosticsRecordTest {

    private static final String SESSION = "session";
    private static final String WORKER = "0";

    @TempDir private Path folder;

    private static List<VernierRecord> infos() {
        return List.of(
                new BinaryWeightStaticInfo(
                        new BinaryWeightStaticInfo.Settings(
                                List.of("a/dW", "a/pW"),
                                new int[] {9, 12},
                                List.of("out"),
                                List.of("no binary weight"),
                                0.75,
                                3,
                                -1,
                                1)),
                new PopArtStaticInfo(
                        List.of(
                                new PopArtStaticInfo.Head(
                                        "out",
                                        2,
                                        "SHARED",
                                        "POP_ART",
                                        "variance",
                                        0.1,
                                        1e-4,
                                        1e6,
                                        1))));
    }

    private static List<VernierRecord> updates(int iteration) {
        BinaryWeightUpdate.Table table = BinaryWeightUpdate.Table.ofRows(2);
        table.tau()[1] = 0.9f;
        table.bound()[0] = Float.POSITIVE_INFINITY;
        table.flipRatio()[0] = Float.NaN;
        table.signBalance()[1] = -0.5f;
        return List.of(
                new BinaryWeightUpdate(iteration, 1, table, new int[] {1, 2, 3, 4, 5, 6}),
                new PopArtUpdate(
                        iteration,
                        1,
                        0.5,
                        List.of(
                                new PopArtUpdate.Head(
                                        "out",
                                        new double[] {1e300},
                                        new double[] {3},
                                        new double[] {9},
                                        new double[] {0.99},
                                        new int[] {-1},
                                        new int[] {7},
                                        new double[] {1, Double.NaN},
                                        new double[] {3, Double.NaN},
                                        1e-7))),
                new EvaluationUpdate(
                        iteration,
                        1,
                        "test",
                        new EvaluationUpdate.Errors(
                                10,
                                0.25,
                                List.of("a", "b"),
                                new double[] {0.5, Double.NaN},
                                new double[] {Double.NaN, 2},
                                new double[] {Double.NaN, 1})));
    }

    private static void fill(StatsStorage storage) {
        RecordRouter router = new RecordRouter(storage, SESSION, WORKER);
        infos().forEach(router::putStaticInfo);
        for (int i = 0; i < 4; i++) {
            updates(i).forEach(router::putUpdate);
        }
    }

    private static void check(StatsStorage storage) {
        for (VernierRecord info : infos()) {
            assertSame(storage.getStaticInfo(SESSION, info.getTypeID(), WORKER), info);
        }
        for (int type = 0; type < 3; type++) {
            String id = updates(0).get(type).getTypeID();
            List<Persistable> read = storage.getAllUpdatesAfter(SESSION, id, WORKER, 0);
            assertThat(read).hasSize(4);
            for (int i = 0; i < 4; i++) {
                assertSame(read.get(i), updates(i).get(type));
            }
        }
        BinaryWeightUpdate weights = latest(storage, BinaryWeightStaticInfo.TYPE_ID);
        assertThat(weights.getHistogram(1)).containsExactly(4, 5, 6);
        assertThat(weights.getTable().flipRatio()[0]).isNaN();
        assertThat(weights.getTable().bound()[0]).isInfinite();
        PopArtUpdate heads = latest(storage, PopArtStaticInfo.TYPE_ID);
        assertThat(heads.getHeads().get(0).mean()).containsExactly(1e300);
        EvaluationUpdate evaluation = latest(storage, EvaluationUpdate.TYPE_ID);
        assertThat(evaluation.getErrors().rmse()).containsExactly(Double.NaN, 2);
        assertThat(evaluation.getIteration()).isEqualTo(3);
        assertThat(evaluation.getName()).isEqualTo("test");
    }

    @SuppressWarnings("unchecked")
    private static <T> T latest(StatsStorage storage, String type) {
        return (T) storage.getLatestUpdate(SESSION, type, WORKER);
    }

    private static void assertSame(Persistable read, VernierRecord written) {
        assertThat(read).isInstanceOf(written.getClass());
        written.stamp(read.getSessionID(), read.getWorkerID(), read.getTimeStamp());
        assertThat(read.encode()).isEqualTo(written.encode());
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
