/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.DistillationStaticInfo;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.ui.FakeDistillation;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.ui.model.storage.sqlite.J7FileStatsStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionStoragesTest {

    private static final String TYPE = DistillationUpdate.TYPE_ID;
    private static final int UPDATES = 50;

    @TempDir Path folder;

    @Test
    void memoryFileAndDatabaseAreReadAlike() throws Exception {
        File file = folder.resolve("stats.db").toFile();
        File database = folder.resolve("stats.sqlite").toFile();
        List<StatsStorage> storages =
                List.of(
                        new InMemoryStatsStorage(),
                        new FileStatsStorage(file),
                        new J7FileStatsStorage(database));
        for (StatsStorage storage : storages) {
            FakeDistillation fake = new FakeDistillation(3);
            RecordRouter records = new RecordRouter(storage, "a/b c", "w 1");
            records.putStaticInfo(fake.staticInfo());
            for (int i = 0; i < UPDATES; i++) {
                records.putUpdate(fake.update(i));
            }
            check(storage);
            storage.close();
        }
        for (StatsStorage reopened :
                List.of(new FileStatsStorage(file), new J7FileStatsStorage(database))) {
            check(reopened);
            reopened.close();
        }
    }

    private static void check(StatsStorage storage) {
        Sessions sessions = new Sessions(id -> false);
        assertThat(sessions.attach(storage)).extracting(Session::id).containsExactly("a/b c");
        assertThat(sessions.having(Set.of("other"))).isEmpty();
        Session session = sessions.having(Set.of(TYPE)).get(0);
        assertThat(session.started()).isPositive();
        assertThat(session.workers(TYPE)).containsExactly("w 1");
        assertThat(
                        session.staticInfo(TYPE, "w 1", DistillationStaticInfo.class)
                                .orElseThrow()
                                .getSettings()
                                .studentTaps())
                .isEqualTo(FakeDistillation.TAPS);
        long[] times = session.times(TYPE, "w 1", Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(times).hasSize(UPDATES).isSorted();
        List<Integer> iterations = new ArrayList<>();
        Session.Reading reading =
                session.read(
                        TYPE,
                        "w 1",
                        times,
                        DistillationUpdate.class,
                        update -> iterations.add(update.getIteration()));
        assertThat(iterations).hasSize(UPDATES).isSorted().doesNotHaveDuplicates();
        assertThat(reading)
                .isEqualTo(new Session.Reading(UPDATES, 0, new DistillationUpdate().getVersion()));
        assertThat(session.times(TYPE, "w 1", times[10], times[12]))
                .containsExactly(times[11], times[12]);
    }

    @Test
    void aStorageIsNeverAskedForAnIdThatItDoesNotList() throws Exception {
        File database = folder.resolve("injection.sqlite").toFile();
        J7FileStatsStorage storage = new J7FileStatsStorage(database);
        new RecordRouter(storage, "s", "w").putUpdate(new FakeDistillation(1).update(0));
        Sessions sessions = new Sessions(id -> false);
        sessions.attach(storage);
        assertThat(sessions.find("x' OR '1'='1")).isEmpty();
        assertThat(sessions.find("s")).isPresent();
        storage.close();
        assertThat(sessions.find("s")).isEmpty();
    }
}
