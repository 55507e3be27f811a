/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdaptiveTtlCacheTest {

    private final AtomicLong now = new AtomicLong(1000);
    private final AdaptiveTtlCache cache = new AdaptiveTtlCache(now::get);
    private int asked;

    private int ask(String question, int cost) {
        return cache.get(
                question,
                () -> {
                    now.addAndGet(cost);
                    return ++asked;
                });
    }

    @Test
    void aCostlyQuestionIsAskedAgainAfterFiftyTimesItsCost() {
        assertThat(ask("a", 10)).isEqualTo(1);
        now.set(1000 + 499);
        assertThat(ask("a", 10)).isEqualTo(1);
        now.set(1000 + 500);
        assertThat(ask("a", 2)).isEqualTo(2);
        now.set(1500 + 100);
        assertThat(ask("a", 2)).isEqualTo(3);
    }

    @Test
    void whatCostsNothingIsAlwaysAsked() {
        assertThat(ask("a", 0)).isEqualTo(1);
        assertThat(ask("a", 0)).isEqualTo(2);
    }

    @Test
    void questionsAreKeptApartAndForgotten() {
        assertThat(ask("a", 10)).isEqualTo(1);
        assertThat(ask("b", 10)).isEqualTo(2);
        assertThat(ask("a", 10)).isEqualTo(1);
        cache.forget();
        assertThat(ask("a", 10)).isEqualTo(3);
    }
}
