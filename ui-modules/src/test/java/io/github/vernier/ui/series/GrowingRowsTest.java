/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingRowsTest {

    private static final int BUDGET = 400;

    private static Row row(int i, Double... values) {
        return new Row(i, i, 0, Arrays.asList(values));
    }

    @Test
    void rowsWithinTheBudgetAllStayEvenEmptyOnes() {
        GrowingRows rows = new GrowingRows(3, BUDGET);
        for (int i = 0; i < BUDGET - 1; i++) {
            rows.add(row(i, i % 2 == 0 ? null : (Double) 1.0, null, null));
        }
        assertThat(rows.rows()).hasSize(BUDGET - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {399, 400, 401, 1000, 12_345, 100_000})
    void peaksOfEverySeriesTheFirstNanAndTheLastRowStay(int count) {
        Random random = new Random(count);
        GrowingRows rows = new GrowingRows(2, BUDGET);
        int peak = random.nextInt(count);
        int trough = random.nextInt(count);
        int broken = random.nextInt(count - 1);
        for (int i = 0; i < count; i++) {
            rows.add(
                    row(
                            i,
                            i == broken ? Double.NaN : random.nextGaussian(),
                            i == peak ? 99 : i == trough ? -99 : random.nextGaussian()));
        }
        List<Row> kept = rows.rows();
        assertThat(rows.count()).isEqualTo(count);
        assertThat(kept).hasSizeLessThanOrEqualTo(BUDGET);
        assertThat(kept).extracting(Row::time).isSorted().doesNotHaveDuplicates();
        assertThat(kept)
                .extracting(Row::time)
                .contains((long) peak, (long) broken, (long) count - 1);
        assertThat(trough == peak || kept.stream().anyMatch(row -> row.time() == trough)).isTrue();
        assertThat(kept.size()).isGreaterThan(BUDGET / 10);
    }
}
