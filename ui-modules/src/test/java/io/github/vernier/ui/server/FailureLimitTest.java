/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureLimitTest {

    private long now;
    private final FailureLimit limit = new FailureLimit(() -> now);

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            limit.add(address);
        }
    }

    @Test
    void tooManyFailuresOfOneAddressCountForItOnlyAndUntilTheMinuteIsOver() {
        now = Long.MAX_VALUE - 5;
        fail("a", FailureLimit.ALLOWED - 1);
        assertThat(limit.isExceeded("a")).isFalse();
        fail("a", 1);
        assertThat(limit.isExceeded("a")).isTrue();
        assertThat(limit.isExceeded("b")).isFalse();
        now += 59_000_000_000L;
        assertThat(limit.isExceeded("a")).isTrue();
        now += 1_000_000_000L;
        assertThat(limit.isExceeded("a")).isFalse();
        fail("a", FailureLimit.ALLOWED - 1);
        assertThat(limit.isExceeded("a")).isFalse();
    }

    @Test
    void manyAddressesAreNotRememberedForEver() {
        fail("a", FailureLimit.ALLOWED);
        for (int i = 0; i < 2000; i++) {
            limit.add("other " + i);
        }
        assertThat(limit.isExceeded("a")).isFalse();
        assertThat(limit.isExceeded("other 1999")).isFalse();
    }
}
