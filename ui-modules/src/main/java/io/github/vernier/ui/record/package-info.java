/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Records of one worker of one session, as a page's endpoints answer them.
 *
 * <p>All endpoints take {@code session} and optionally {@code worker}; what else they take is up to
 * the page, such as a layer's name. There are four kinds, which a page puts together from the class
 * of its records and a few lines that pick the numbers:
 *
 * <pre>{@code
 * RecordType<MyUpdate> type = RecordType.of(new MyUpdate());
 * Map.of("", new SeriesEndpoint<>(type, MyColumns::of),            // lines over iterations
 *        "csv", new CsvEndpoint<>("my-page", type, MyColumns::of), // the same as a file
 *        "moment", new MomentEndpoint<>(type, MyJson::of),        // one record, with a slider
 *        "history", new HistoryEndpoint<>(type, MyJson::of))       // a picture over time
 * }</pre>
 *
 * <p>A long session is read in slices, one for each answer ({@link
 * io.github.vernier.ui.record.SlicedReading}): its curves are seen at once, and answers to the same
 * question become better until all is read.
 *
 * <p>Whatever cannot be read, and whether records are of a newer version than the page knows, is
 * part of every answer. Of records of a newer version the fields known here are shown.
 */
package io.github.vernier.ui.record;
