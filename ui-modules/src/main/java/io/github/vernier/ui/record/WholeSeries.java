/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import io.github.vernier.ui.series.EpochMarks;
import io.github.vernier.ui.series.GrowingRows;
import io.github.vernier.ui.series.Row;
import io.github.vernier.ui.session.Session;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;

/**
 * The series of a whole session, thinned, which is kept so that each record is read once however
 * often and by however many browsers the session is opened.
 */
final class WholeSeries {

    /** Rows of few series could all stay; those of many need some per bucket. */
    private static final int BUDGET = 4000;

    private final GrowingRows rows;
    private final EpochMarks epochs;
    private long upTo = Long.MIN_VALUE;
    private long read;
    private long unreadable;
    private int newestVersion;

    WholeSeries(int series, int mostEpochMarks) {
        rows = new GrowingRows(series, BUDGET);
        epochs = new EpochMarks(mostEpochMarks);
    }

    /**
     * The series with what was recorded since they were last asked for.
     *
     * @param rows thinned rows
     * @param epochs beginnings of epochs
     * @param reading what reading found
     * @param upTo time of the newest record, null without any
     */
    record Snapshot(
            List<Row> rows, List<EpochMarks.Mark> epochs, Session.Reading reading, Long upTo) {}

    /** Several browsers that open a long session wait for one reading. */
    synchronized <R extends Persistable> Snapshot update(
            Selection selection, RecordType<R> type, Columns<R> columns) {
        long[] times = selection.times(upTo, Long.MAX_VALUE);
        Session.Reading reading =
                selection.read(
                        times,
                        type.type(),
                        update -> {
                            Row row = columns.row(update);
                            rows.add(row);
                            epochs.add(row);
                        });
        if (times.length > 0) {
            upTo = times[times.length - 1];
        }
        read += reading.read();
        unreadable += reading.unreadable();
        newestVersion = Math.max(newestVersion, reading.newestVersion());
        return new Snapshot(
                rows.rows(),
                epochs.marks(),
                new Session.Reading(read, unreadable, newestVersion),
                upTo == Long.MIN_VALUE ? null : (Long) upTo);
    }
}
