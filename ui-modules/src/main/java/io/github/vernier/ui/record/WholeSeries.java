/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import io.github.vernier.ui.series.EpochMarks;
import io.github.vernier.ui.series.GrowingRows;
import io.github.vernier.ui.series.Row;
import io.github.vernier.ui.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;

/**
 * The series of a whole session, thinned, which is kept so that each record is read once however
 * often and by however many browsers the session is opened.
 *
 * <p>A long session is read in slices, one for each answer, so that its curves are seen at once: of
 * what is not read yet some evenly spaced records are shown.
 */
final class WholeSeries {

    /** Rows of few series could all stay; those of many need some per bucket. */
    private static final int BUDGET = 4000;

    /** Records shown of what is not read yet. */
    private static final int OUTLOOK = 600;

    private final SlicedReading records;
    private final GrowingRows rows;
    private final EpochMarks epochs;

    /**
     * Nothing read yet.
     *
     * @param series number of series
     * @param mostEpochMarks largest number of marks to hold
     * @param slice how long one answer may read on
     */
    WholeSeries(int series, int mostEpochMarks, Duration slice) {
        records = new SlicedReading(slice);
        rows = new GrowingRows(series, BUDGET);
        epochs = new EpochMarks(mostEpochMarks);
    }

    /**
     * The series with what was recorded since they were last asked for.
     *
     * @param rows thinned rows
     * @param epochs beginnings of epochs
     * @param reading what reading found
     * @param unread how many records are left to be read for the next answers
     * @param upTo time of the newest record that was read, null without any
     */
    record Snapshot(
            List<Row> rows,
            List<EpochMarks.Mark> epochs,
            Session.Reading reading,
            long unread,
            Long upTo) {}

    /** Several browsers that open a long session share one reading. */
    synchronized <R extends Persistable> Snapshot update(
            Selection selection, RecordType<R> type, Columns<R> columns) {
        records.readOn(
                selection,
                type.type(),
                update -> {
                    Row row = columns.row(update);
                    rows.add(row);
                    epochs.add(row);
                });
        long[] unread = records.unread();
        List<Row> shown = new ArrayList<>(rows.rows());
        selection.read(
                Thinned.of(unread, OUTLOOK), type.type(), update -> shown.add(columns.row(update)));
        return new Snapshot(
                shown, epochs.marks(), records.reading(), unread.length, records.upTo());
    }
}
