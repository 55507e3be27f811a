/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import java.util.stream.IntStream;

/** Some of many times, evenly spaced. */
public final class Thinned {

    private Thinned() {}

    /**
     * At most so many; counted from the end, so that the newest is always among them.
     *
     * @param times times, ascending
     * @param most at most so many, at least 1
     * @return some of the times, ascending
     */
    public static long[] of(long[] times, int most) {
        if (times.length == 0) {
            return times;
        }
        int stride = Math.max(1, (times.length + most - 1) / most);
        int first = (times.length - 1) % stride;
        return IntStream.rangeClosed(0, (times.length - 1 - first) / stride)
                .mapToLong(i -> times[first + i * stride])
                .toArray();
    }
}
