/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTimesTest {

    /** A page asks before the first record is written. */
    @Test
    void takesTimesAfterAListingWithoutAny() {
        RecentTimes times = new RecentTimes();
        times.addListing(new long[0]);
        for (long time = 40; time > 0; time--) {
            times.add(time);
        }
        assertThat(times.after(0)).hasSize(40).startsWith(1, 2).isSorted();
        assertThat(times.reachesBackTo(Long.MIN_VALUE)).isTrue();
    }
}
