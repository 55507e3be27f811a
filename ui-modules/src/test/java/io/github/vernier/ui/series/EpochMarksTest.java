/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EpochMarksTest {

    private static EpochMarks marksOf(int epochs, int limit) {
        EpochMarks marks = new EpochMarks(limit);
        for (int i = 0; i < 3 * epochs; i++) {
            marks.add(new Row(i, i, i / 3, List.of()));
        }
        return marks;
    }

    @Test
    void eachEpochIsMarkedAtItsFirstRow() {
        assertThat(marksOf(3, 10).marks())
                .containsExactly(
                        new EpochMarks.Mark(0, 0),
                        new EpochMarks.Mark(1, 3),
                        new EpochMarks.Mark(2, 6));
    }

    @Test
    void manyEpochsAreMarkedAtEqualSteps() {
        assertThat(marksOf(20, 5).marks())
                .extracting(EpochMarks.Mark::epoch)
                .containsExactly(0L, 4L, 8L, 12L, 16L);
    }
}
