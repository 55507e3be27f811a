/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StrokeTest {

    @Test
    void cornersAreJoinedByOneStraightLine() {
        List<Stroke.Point> line = Stroke.parse("10,20! 30,40! 50,20!").flatten();
        assertThat(line).extracting(Stroke.Point::x).containsExactly(10.0, 30.0, 50.0);
        assertThat(line).extracting(Stroke.Point::y).containsExactly(20.0, 40.0, 20.0);
    }

    @Test
    void smoothCurvePassesThroughItsControlPoints() {
        Stroke stroke = Stroke.parse("0,0 10,50 60,80 100,20");
        List<Stroke.Point> line = stroke.flatten();
        assertThat(line).hasSize(1 + 3 * 6);
        for (int i = 0; i < 4; i++) {
            assertThat(line.get(6 * i).x()).isCloseTo(stroke.points().get(i).x(), within(1e-12));
            assertThat(line.get(6 * i).y()).isCloseTo(stroke.points().get(i).y(), within(1e-12));
        }
    }

    @Test
    void catmullRomReproducesAQuadratic() {
        // y = x^2 / 10 at x = 0, 10, 20, 30: the inner segment must be exact at its middle.
        Stroke.Point middle = Stroke.parse("0,0 10,10 20,40 30,90").flatten().get(6 + 3);
        assertThat(middle.x()).isCloseTo(15, within(1e-12));
        assertThat(middle.y()).isCloseTo(22.5, within(1e-12));
    }

    @Test
    void closedCurveEndsWhereItBegan() {
        List<Stroke.Point> line = Stroke.parse("@50,0 100,50 50,100 0,50").flatten();
        assertThat(line).hasSize(1 + 4 * 6);
        assertThat(line.get(24).x()).isCloseTo(50, within(1e-12));
        assertThat(line.get(24).y()).isCloseTo(0, within(1e-12));
    }

    @Test
    void jitterKeepsCornersAndHasItsDeviation() {
        Stroke stroke = Stroke.parse("50,50! " + "50,50 ".repeat(4999));
        Stroke moved = stroke.jitter(3, new SplitMix64(1));
        double square =
                moved.points().stream()
                        .mapToDouble(p -> (p.x() - 50) * (p.x() - 50))
                        .average()
                        .orElseThrow();
        assertThat(Math.sqrt(square)).isCloseTo(3, within(0.1));
        assertThat(moved.points().get(0).corner()).isTrue();
        assertThat(moved.points().get(1).corner()).isFalse();
    }
}
