/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.ui.FakeDistillation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.mapdb.MapDBStatsStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that polls reads what is new, however long the session is. */
class IncrementalReadingTest {

    private static final int LONG = 100_000;

    @TempDir Path folder;

    /** What a page does every few seconds: the numbers of the records after a time. */
    private static List<Integer> poll(Session session, long after) {
        List<Integer> numbers = new ArrayList<>();
        assertThat(session.workers(CountedRecord.TYPE)).containsExactly("w");
        session.read(
                CountedRecord.TYPE,
                "w",
                session.times(CountedRecord.TYPE, "w", after, Long.MAX_VALUE),
                CountedRecord.class,
                update -> numbers.add(update.number()));
        return numbers;
    }

    /** Storages list a session once it has a static record. */
    private static void describe(StatsStorage storage) {
        new RecordRouter(storage, "s", "w").putStaticInfo(new FakeDistillation(1).staticInfo());
    }

    private static Session attach(StatsStorage storage) {
        return new Sessions(id -> false).attach(storage).iterator().next();
    }

    /** Records of which each has its number for its time. */
    private static void put(StatsStorage storage, int from, int to) {
        for (int i = from; i < to; i++) {
            storage.putUpdate(CountedRecord.of(i, "w", i));
        }
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void aPollOfALongSessionDecodesWhatIsNew() {
        MapDBStatsStorage storage = new MapDBStatsStorage();
        describe(storage);
        put(storage, 0, 1);
        Session session = attach(storage);
        put(storage, 1, LONG);
        CountedRecord.decoded();
        assertThat(poll(session, -1)).hasSize(LONG);
        // For the workers, for the times, for the values.
        assertThat(CountedRecord.decoded()).isGreaterThanOrEqualTo(LONG);

        assertThat(poll(session, LONG - 1)).isEmpty();
        assertThat(CountedRecord.decoded()).isZero();

        put(storage, LONG, LONG + 5);
        CountedRecord.decoded();
        assertThat(poll(session, LONG - 1)).isEqualTo(numbers(LONG, LONG + 5));
        // MapDB decodes those of equal hash together.
        assertThat(CountedRecord.decoded()).isBetween(5L, 8L);

        assertThat(poll(session, -1)).isEqualTo(numbers(0, LONG + 5));
        storage.close();
    }

    @Test
    void aReopenedFileIsReadOnWhereItWasLeft() throws Exception {
        Path file = folder.resolve("stats.db");
        FileStatsStorage first = new FileStatsStorage(file.toFile());
        describe(first);
        put(first, 0, 20);
        Session before = attach(first);
        assertThat(poll(before, -1)).isEqualTo(numbers(0, 20));
        put(first, 20, 25);
        assertThat(poll(before, 19)).isEqualTo(numbers(20, 25));
        first.close();

        FileStatsStorage again = new FileStatsStorage(file.toFile());
        Session after = attach(again);
        assertThat(poll(after, 22)).isEqualTo(numbers(23, 25));
        put(again, 25, 30);
        assertThat(poll(after, 24)).isEqualTo(numbers(25, 30));
        assertThat(poll(after, -1)).isEqualTo(numbers(0, 30));
        again.close();
    }

    @Test
    void listenersRemovedByOthersAndNewWorkersAreNoticed() {
        MapDBStatsStorage storage = new MapDBStatsStorage();
        describe(storage);
        put(storage, 0, 3);
        Sessions sessions = new Sessions(id -> false);
        Session session = sessions.attach(storage).iterator().next();
        assertThat(poll(session, -1)).isEqualTo(numbers(0, 3));
        storage.removeAllListeners();
        put(storage, 3, 6);
        assertThat(poll(session, 2)).isEqualTo(numbers(3, 6));
        storage.putUpdate(CountedRecord.of(0, "another", 7));
        assertThat(session.workers(CountedRecord.TYPE)).containsExactly("another", "w");
        assertThat(storage.getListeners()).hasSize(1);
        sessions.detach(storage);
        assertThat(storage.getListeners()).isEmpty();
        storage.close();
    }

    @Test
    void timesAreKeptInOrderAndInBounds() {
        RecentTimes times = new RecentTimes();
        times.add(5);
        assertThat(times.reachesBackTo(4)).isFalse();
        times.addListing(new long[] {1, 3, 5});
        times.add(4);
        times.add(9);
        times.add(4);
        assertThat(times.reachesBackTo(Long.MIN_VALUE)).isTrue();
        assertThat(times.after(Long.MIN_VALUE)).containsExactly(1, 3, 4, 5, 9);
        assertThat(times.after(2)).containsExactly(3, 4, 5, 9);
        assertThat(times.after(4)).containsExactly(5, 9);
        assertThat(times.after(9)).isEmpty();

        int end = 5 * RecentTimes.KEPT;
        LongStream.range(10, end).forEach(times::add);
        assertThat(times.reachesBackTo(Long.MIN_VALUE)).isFalse();
        assertThat(times.reachesBackTo(end - RecentTimes.KEPT)).isTrue();
        assertThat(times.after(end - 3)).containsExactly(end - 2, end - 1);
        long since = end - 1L;
        while (times.reachesBackTo(since - 1)) {
            since--;
        }
        assertThat(times.after(since)).hasSizeLessThan(2 * RecentTimes.KEPT).contains(since + 1);
        times.add(since);
        assertThat(times.after(since)).doesNotContain(since).startsWith(since + 1);
    }
}
