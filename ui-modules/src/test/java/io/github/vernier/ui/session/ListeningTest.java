/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.SeriesUpdate;
import io.github.vernier.ui.FakeDistillation;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.core.storage.StatsStorageListener;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;

/** DL4J's storages throw at training if their listeners change while it writes. */
class ListeningTest {

    private static final class Watched extends InMemoryStatsStorage {
        private final List<String> changes = new ArrayList<>();

        @Override
        public void registerStatsStorageListener(StatsStorageListener listener) {
            changes.add("+");
            super.registerStatsStorageListener(listener);
        }

        @Override
        public void deregisterStatsStorageListener(StatsStorageListener listener) {
            changes.add("-");
            super.deregisterStatsStorageListener(listener);
        }
    }

    @Test
    void listenersChangeOnlyWhenTheStorageIsAttachedAndDetached() {
        Watched storage = new Watched();
        RecordRouter records = new RecordRouter(storage, "s", "w");
        FakeDistillation fake = new FakeDistillation(1);
        records.putStaticInfo(fake.staticInfo());
        Sessions sessions = new Sessions(id -> false);
        Changes changes = new Changes();
        sessions.attach(storage);
        changes.attach(storage);
        assertThat(storage.changes).containsExactly("+", "+");

        for (int i = 0; i < 5; i++) {
            records.putUpdate(fake.update(i));
            records.putUpdate(new SeriesUpdate("x", i, i));
            Session session = sessions.find("s").orElseThrow();
            for (String type : session.typeIds()) {
                session.workers(type);
                session.times(type, "w", Long.MIN_VALUE, Long.MAX_VALUE);
            }
            changes.take();
        }
        assertThat(storage.changes).containsExactly("+", "+");

        sessions.detach(storage);
        changes.detach(storage);
        assertThat(storage.changes).containsExactly("+", "+", "-", "-");
    }

    /**
     * An empty listing must not make the note of the first record fail, which training would see.
     */
    @Test
    void aPageMayAskBeforeThereIsAnything() {
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        RecordRouter records = new RecordRouter(storage, "s", "w");
        FakeDistillation fake = new FakeDistillation(1);
        records.putStaticInfo(fake.staticInfo());
        Sessions sessions = new Sessions(id -> false);
        sessions.attach(storage);
        Session session = sessions.find("s").orElseThrow();
        String type = fake.staticInfo().getTypeID();
        assertThat(session.times(type, "w", Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
        for (int i = 0; i < 40; i++) {
            records.putUpdate(fake.update(i));
        }
        assertThat(session.times(type, "w", Long.MIN_VALUE, Long.MAX_VALUE)).hasSize(40);
    }
}
