/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.ui.FakeDistillation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.ui.model.storage.sqlite.J7FileStatsStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database in which every listing takes ten seconds of a clock that otherwise stands still. */
class DatabaseUpdatesTest {

    private static final UpdateKey KEY = new UpdateKey("s", CountedRecord.TYPE, "w");
    private static final long ALL = Long.MIN_VALUE;

    @TempDir private Path folder;

    private final AtomicLong seconds = new AtomicLong();
    private int listings;
    private J7FileStatsStorage storage;
    private DatabaseUpdates index;

    private final class SlowListing implements UpdateIndex {

        private final UpdateIndex listing = new ListedUpdates(storage);

        private <T> T takeTime(T answer) {
            listings++;
            seconds.addAndGet(10);
            return answer;
        }

        @Override
        public List<String> sessions() {
            return takeTime(listing.sessions());
        }

        @Override
        public List<String> types(String session) {
            return takeTime(listing.types(session));
        }

        @Override
        public long[] times(UpdateKey key, long after) {
            return takeTime(listing.times(key, after));
        }

        @Override
        public Set<String> workers(String session, String type) {
            return takeTime(listing.workers(session, type));
        }
    }

    @BeforeEach
    void open() {
        storage = new J7FileStatsStorage(folder.resolve("stats.sqlite").toFile());
        describe("s", "w");
        put("w", 1, 2, 3);
        index = DatabaseUpdates.of(storage, new SlowListing(), new AdaptiveTtlCache(seconds::get));
    }

    @AfterEach
    void close() throws Exception {
        index.close();
        assertThat(storage.getListeners()).isEmpty();
        storage.close();
    }

    private void describe(String session, String worker) {
        new RecordRouter(storage, session, worker)
                .putStaticInfo(new FakeDistillation(1).staticInfo());
    }

    private void put(String worker, long... times) {
        for (long time : times) {
            storage.putUpdate(CountedRecord.of((int) time, worker, time));
        }
    }

    @Test
    void timesAreListedOnceAndThenToppedUp() {
        assertThat(index.times(KEY, ALL)).containsExactly(1, 2, 3);
        put("w", 5, 7);
        assertThat(index.times(KEY, 2)).containsExactly(3, 5, 7);
        put("w", 8);
        assertThat(index.times(KEY, 5)).containsExactly(7, 8);
        assertThat(index.times(KEY, 8)).isEmpty();
        assertThat(index.times(KEY, ALL)).containsExactly(1, 2, 3, 5, 7, 8);
        assertThat(listings).isEqualTo(1);
    }

    /** As another process may write them, whose clock was set back. */
    @Test
    void timesBeforeTheNewestAreSeenWhenAListingIsDue() {
        assertThat(index.times(KEY, ALL)).containsExactly(1, 2, 3);
        put("w", 0);
        seconds.set(499);
        assertThat(index.times(KEY, ALL)).containsExactly(1, 2, 3);
        seconds.set(500);
        assertThat(index.times(KEY, ALL)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void anEmptySeriesIsAskedForEachTime() {
        UpdateKey other = new UpdateKey("s", CountedRecord.TYPE, "other");
        assertThat(index.times(other, ALL)).isEmpty();
        put("other", 4);
        assertThat(index.times(other, ALL)).containsExactly(4);
    }

    @Test
    void sessionsAndWorkersOfThisProcessAreSeenAtOnce() {
        assertThat(index.sessions()).containsExactly("s");
        assertThat(index.sessions()).containsExactly("s");
        assertThat(index.workers("s", CountedRecord.TYPE)).containsExactly("w");
        assertThat(index.workers("s", CountedRecord.TYPE)).containsExactly("w");
        assertThat(listings).isEqualTo(2);
        describe("another", "w");
        assertThat(index.sessions()).containsExactlyInAnyOrder("s", "another");
        put("w2", 9);
        assertThat(index.workers("s", CountedRecord.TYPE)).containsExactlyInAnyOrder("w", "w2");
    }
}
