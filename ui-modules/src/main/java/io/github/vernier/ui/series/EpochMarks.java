/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

import java.util.ArrayList;
import java.util.List;

/**
 * Remembers at which iterations epochs began; if they are many, every second, fourth, ... of them.
 */
public final class EpochMarks {

    /**
     * The first record of an epoch.
     *
     * @param epoch the epoch
     * @param iteration its first recorded iteration
     */
    public record Mark(long epoch, long iteration) {}

    private final int limit;
    private final List<Mark> marks = new ArrayList<>();
    private long stride = 1;
    private Row previous;

    /**
     * No marks yet.
     *
     * @param limit largest number of marks to hold, at least 2
     */
    public EpochMarks(int limit) {
        this.limit = limit;
    }

    /**
     * Takes the next row.
     *
     * @param row row, in order of time
     */
    public void add(Row row) {
        boolean begins = previous == null || row.epoch() != previous.epoch();
        previous = row;
        if (!begins || row.epoch() == Row.NO_EPOCH || row.epoch() % stride != 0) {
            return;
        }
        marks.add(new Mark(row.epoch(), row.iteration()));
        if (marks.size() > limit) {
            stride *= 2;
            marks.removeIf(mark -> mark.epoch() % stride != 0);
        }
    }

    /**
     * The marks.
     *
     * @return marks in order of time
     */
    public List<Mark> marks() {
        return List.copyOf(marks);
    }
}
