/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.ui.FakeDistillation;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private final InMemoryStatsStorage storage = new InMemoryStatsStorage();
    private final FakeDistillation fake = new FakeDistillation(1);
    private final Changes changes = new Changes();

    @BeforeEach
    void attach() {
        changes.attach(storage);
        changes.take();
    }

    private RecordRouter session(String id) {
        RecordRouter records = new RecordRouter(storage, id, "w");
        records.putStaticInfo(fake.staticInfo());
        return records;
    }

    @Test
    void sessionsThatGotRecordsAreNamedOnce() {
        RecordRouter one = session("one");
        RecordRouter two = session("two");
        one.putUpdate(fake.update(0));
        changes.take();

        two.putUpdate(fake.update(0));
        two.putUpdate(fake.update(1));
        Changes.Batch batch = changes.take();
        assertThat(batch.sessions()).containsExactly("two");
        assertThat(changes.take().isEmpty()).isTrue();
    }

    @Test
    void newSessionsAreAListing() {
        session("new");
        assertThat(changes.take().listed()).isTrue();
        assertThat(changes.take().listed()).isFalse();
    }

    @Test
    void aStorageThatWasDetachedIsNotHeard() {
        RecordRouter records = session("s");
        records.putUpdate(fake.update(0));
        changes.detach(storage);
        assertThat(changes.take().listed()).isTrue();
        records.putUpdate(fake.update(1));
        assertThat(changes.take().isEmpty()).isTrue();
    }

    @Test
    void someoneElseMayRemoveAllListeners() {
        RecordRouter records = session("s");
        records.putUpdate(fake.update(0));
        storage.removeAllListeners();
        changes.take();
        records.putUpdate(fake.update(1));
        assertThat(changes.take().sessions()).containsExactly("s");
    }
}
