/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.SeriesUpdate;
import io.github.vernier.listeners.record.TrainingStaticInfo;
import io.github.vernier.ui.record.WholeSeries.Snapshot;
import io.github.vernier.ui.series.EpochMarks;
import io.github.vernier.ui.series.Row;
import io.github.vernier.ui.session.Session;
import io.github.vernier.ui.session.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records are numbered from 1, which is their time as well. */
class SlicedReadingTest {

    private static final String SESSION = "s";
    private static final String WORKER = "0";
    private static final int RECORDS = 5000;
    private static final int STEP = 2000;
    private static final RecordType<SeriesUpdate> TYPE = RecordType.of(new SeriesUpdate());

    private final InMemoryStatsStorage storage = new InMemoryStatsStorage();
    private Selection selection;

    private record OneSeries(List<String> names) implements Columns<SeriesUpdate> {

        @Override
        public Row row(SeriesUpdate update) {
            long iteration = (long) update.getX();
            return new Row(
                    update.getTimeStamp(), iteration, iteration / 100, List.of(update.getY()));
        }

        @Override
        public void describe(ObjectNode answer) {}
    }

    private void put(int number) {
        SeriesUpdate update = new SeriesUpdate("y", number, number * 7919 % 1000);
        update.stamp(SESSION, WORKER, number);
        storage.putUpdate(update);
    }

    @BeforeEach
    void fill() {
        // Storages list a session once it has a static record.
        new RecordRouter(storage, SESSION, WORKER)
                .putStaticInfo(new TrainingStaticInfo("MultiLayerNetwork", 1, 10, Map.of()));
        for (int i = 1; i <= RECORDS; i++) {
            put(i);
        }
        Session session = new Sessions(id -> false).attach(storage).iterator().next();
        selection = new Selection(session, TYPE.id(), List.of(WORKER), WORKER);
    }

    @Test
    void everyRecordIsReadOnceAndInOrder() {
        SlicedReading reading = new SlicedReading(Duration.ZERO);
        List<Long> read = new ArrayList<>();
        reading.readOn(selection, SeriesUpdate.class, update -> read.add(update.getTimeStamp()));
        assertThat(reading.reading().read()).isEqualTo(STEP);
        assertThat(reading.upTo()).isEqualTo(STEP);
        assertThat(reading.unread()).hasSize(RECORDS - STEP).startsWith(STEP + 1).endsWith(RECORDS);

        put(RECORDS + 1);
        for (long expected : new long[] {2 * STEP, RECORDS, RECORDS + 1, RECORDS + 1}) {
            reading.readOn(
                    selection, SeriesUpdate.class, update -> read.add(update.getTimeStamp()));
            assertThat(reading.reading().read()).isEqualTo(expected);
            assertThat(reading.upTo()).isEqualTo(expected);
        }
        assertThat(reading.unread()).isEmpty();
        assertThat(read).isEqualTo(LongStream.rangeClosed(1, RECORDS + 1).boxed().toList());
    }

    @Test
    void nothingIsReadOfNothing() {
        SlicedReading reading = new SlicedReading(Duration.ZERO);
        Selection none = new Selection(selection.session(), TYPE.id(), List.of(), "");
        reading.readOn(none, SeriesUpdate.class, update -> {});
        assertThat(reading.upTo()).isNull();
        assertThat(reading.unread()).isEmpty();
        assertThat(reading.reading()).isEqualTo(new Session.Reading(0, 0, 0));
    }

    @Test
    void whatIsNotReadYetIsSampledUntilItIs() {
        OneSeries columns = new OneSeries(List.of("y"));
        WholeSeries sliced = new WholeSeries(1, 400, Duration.ZERO);
        Snapshot first = sliced.update(selection, TYPE, columns);
        assertThat(first.unread()).isEqualTo(RECORDS - STEP);
        assertThat(first.upTo()).isEqualTo(STEP);
        assertThat(first.rows())
                .extracting(Row::time)
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(1L)
                .endsWith((long) RECORDS);
        assertThat(first.rows()).filteredOn(row -> row.time() <= STEP).hasSize(STEP);
        assertThat(first.rows()).filteredOn(row -> row.time() > STEP).hasSize(600);
        assertThat(first.epochs()).endsWith(new EpochMarks.Mark(20, 2000));

        Snapshot last = sliced.update(selection, TYPE, columns);
        assertThat(last.unread()).isEqualTo(RECORDS - 2 * STEP);
        last = sliced.update(selection, TYPE, columns);
        Snapshot atOnce =
                new WholeSeries(1, 400, Duration.ofDays(1)).update(selection, TYPE, columns);
        assertThat(last).isEqualTo(atOnce);
        assertThat(last.unread()).isZero();
        assertThat(last.reading().read()).isEqualTo(RECORDS);
    }
}
