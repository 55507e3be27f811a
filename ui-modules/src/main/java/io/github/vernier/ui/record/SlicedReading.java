/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import io.github.vernier.ui.session.Session;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.deeplearning4j.core.storage.Persistable;

/**
 * Reading all records of a worker once and in order, a slice of time after the other, so that no
 * question waits for all of a long session. Records that are written meanwhile follow.
 *
 * <p>To be synchronized by whoever keeps it.
 */
public final class SlicedReading {

    /** How long a question may keep a browser waiting. */
    public static final Duration SLICE = Duration.ofMillis(120);

    /** Records between two looks at the clock. */
    private static final int STEP = 2000;

    private final long sliceNanos;

    /** Times of the records that were new when they were last listed; read up to {@link #next}. */
    private long[] listed = {};

    private int next;
    private long upTo = Long.MIN_VALUE;
    private Session.Reading reading = new Session.Reading(0, 0, 0);

    /**
     * Nothing read yet.
     *
     * @param slice how long one call may read on; it reads some records even if that is nothing
     */
    public SlicedReading(Duration slice) {
        sliceNanos = slice.toNanos();
    }

    /**
     * Reads on until the slice is over or nothing is left.
     *
     * @param selection the records, the same at every call
     * @param type their class
     * @param consumer takes each, see {@link Selection#read}
     * @param <R> their class
     */
    public <R extends Persistable> void readOn(
            Selection selection, Class<R> type, Consumer<? super R> consumer) {
        if (next == listed.length) {
            listed = selection.times(upTo, Long.MAX_VALUE);
            next = 0;
        }
        long start = System.nanoTime();
        do {
            int end = Math.min(listed.length, next + STEP);
            long[] step = Arrays.copyOfRange(listed, next, end);
            reading = reading.and(selection.read(step, type, consumer));
            next = end;
            upTo = end == 0 ? upTo : listed[end - 1];
        } while (next < listed.length && System.nanoTime() - start < sliceNanos);
    }

    /**
     * What reading has found so far.
     *
     * @return counts over all slices
     */
    public Session.Reading reading() {
        return reading;
    }

    /**
     * Times of the records that were listed but are not read yet.
     *
     * @return milliseconds since the epoch, ascending
     */
    public long[] unread() {
        return Arrays.copyOfRange(listed, next, listed.length);
    }

    /**
     * How far it got.
     *
     * @return time of the last record read, null if there is none
     */
    public Long upTo() {
        return upTo == Long.MIN_VALUE ? null : (Long) upTo;
    }
}
