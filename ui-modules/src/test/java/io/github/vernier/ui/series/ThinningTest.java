/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.ui.series.Thinning.Point;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThinningTest {

    @Test
    void fewPointsAllStay() {
        Thinning thinning = new Thinning(100);
        for (int i = 0; i < 30; i++) {
            thinning.add(new Point(i, 2 * i, i % 7 == 0 ? Double.NaN : i));
        }
        assertThat(thinning.points()).hasSize(30);
        assertThat(thinning.points().get(8)).isEqualTo(new Point(8, 16, 8));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 99, 1000, 12_345, 100_000})
    void peaksAndTheFirstNanStayAndMemoryIsBounded(int count) {
        int budget = 100;
        Random random = new Random(1);
        Thinning thinning = new Thinning(budget);
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double y = random.nextGaussian();
            most = Math.max(most, y);
            least = Math.min(least, y);
            thinning.add(new Point(i, i, y));
            if (i == count / 2) {
                thinning.add(new Point(i, i, Double.NaN));
            }
        }
        List<Point> points = thinning.points();
        assertThat(points).hasSizeLessThanOrEqualTo(budget);
        assertThat(thinning.count()).isEqualTo(count + 1);
        assertThat(points).extracting(Point::y).contains(most, least, Double.NaN);
        assertThat(points.get(points.size() - 1).time()).isEqualTo(count - 1);
        assertThat(points).extracting(Point::time).isSorted();
    }
}
