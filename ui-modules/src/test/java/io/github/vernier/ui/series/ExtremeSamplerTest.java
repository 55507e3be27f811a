/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtremeSamplerTest {

    private static Row row(int i, Double... values) {
        return new Row(i, i, 0, Arrays.asList(values));
    }

    private static Double second(int i) {
        return switch (i) {
            case 6 -> (Double) Double.NaN;
            case 7 -> (Double) Double.POSITIVE_INFINITY;
            case 13 -> (Double) 2.0;
            default -> null;
        };
    }

    @Test
    void allRowsStayIfTheyFit() {
        ExtremeSampler sampler = new ExtremeSampler(1, 4, 4);
        List<Row> rows = List.of(row(0, 1.0), row(1, 1.0), row(2, (Double) null), row(3, 1.0));
        rows.forEach(sampler::add);
        assertThat(sampler.rows()).isEqualTo(rows);
    }

    @Test
    void eachBucketKeepsTheExtremesOfEverySeriesAndTheFirstNonFiniteRow() {
        // A budget of 11 with two series: 2 buckets of 8 rows.
        ExtremeSampler sampler = new ExtremeSampler(2, 16, 11);
        double[] first = {5, 1, 5, 5, 9, 5, 5, 5, /**/ 3, 3, 4, 3, 3, 3, 3, 3};
        for (int i = 0; i < 16; i++) {
            Double second = second(i);
            sampler.add(row(i, first[i], second));
        }
        assertThat(sampler.rows())
                .extracting(Row::iteration)
                .containsExactly(1L, 4L, 6L, 8L, 10L, 13L, 15L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10, 99, 100, 101, 5000, 12_345})
    void theBudgetHoldsAndTheOverallExtremesStay(int count) {
        int budget = 100;
        Random random = new Random(count);
        ExtremeSampler sampler = new ExtremeSampler(3, count, budget);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(
                    row(
                            i,
                            random.nextGaussian(),
                            random.nextDouble(),
                            i % 7 == 0 ? (Double) (double) i : null));
            sampler.add(rows.get(i));
        }
        List<Row> kept = sampler.rows();
        assertThat(kept).hasSizeLessThanOrEqualTo(budget).doesNotHaveDuplicates();
        assertThat(kept).isSortedAccordingTo(Comparator.comparingLong(Row::time));
        assertThat(kept.get(kept.size() - 1)).isEqualTo(rows.get(count - 1));
        for (int s = 0; s < 3; s++) {
            int series = s;
            Comparator<Row> byValue = Comparator.comparing(row -> row.values().get(series));
            List<Row> present = rows.stream().filter(r -> r.values().get(series) != null).toList();
            assertThat(kept).contains(present.stream().min(byValue).orElseThrow());
            assertThat(kept).contains(present.stream().max(byValue).orElseThrow());
        }
    }

    @Test
    void noRowsGiveNone() {
        assertThat(new ExtremeSampler(2, 0, 100).rows()).isEmpty();
    }
}
