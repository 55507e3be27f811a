/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;

class WarmCosineTest {

    @Test
    void risesToThePeakAndFallsToAHundredth() {
        ISchedule rate = WarmCosine.of(0.5, 1000);
        assertThat(rate.valueAt(0, 0)).isCloseTo(0.05, within(1e-12));
        assertThat(rate.valueAt(49, 0)).isCloseTo(0.45, within(1e-12));
        assertThat(rate.valueAt(55, 0)).isCloseTo(0.5, within(1e-3));
        // Half of the cosine: (0.01 + 0.99 / 2) of the peak.
        assertThat(rate.valueAt(525, 0)).isCloseTo(0.5 * 0.505, within(1e-12));
        assertThat(rate.valueAt(999, 0)).isCloseTo(0.005, within(1e-4));
        assertThat(rate.valueAt(5000, 0)).isEqualTo(rate.valueAt(999, 0));
    }

    @Test
    void neverFallsBelowItsFloorInAVeryShortTraining() {
        for (int iterations = 1; iterations < 30; iterations++) {
            ISchedule rate = WarmCosine.of(1, iterations);
            for (int i = 0; i < iterations; i++) {
                assertThat(rate.valueAt(i, 0)).isBetween(0.01, 1.0);
            }
        }
    }
}
